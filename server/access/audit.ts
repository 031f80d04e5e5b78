import { uuidv7 } from "uuidv7";
import type { JsonObject } from "#core/json.ts";
import { type Actor, actorId } from "#server/access/actor.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface AuditLine {
  /** noun.verb, such as `channel.updated`. */
  action: string;
  subjectType: string;
  subjectId?: string | null;
  /** What changed, without personal data and without secrets. */
  change?: JsonObject;
}

/** Writes one line of the audit log, in the transaction of what it tells. */
export async function writeAudit(tx: Transaction, actor: Actor, line: AuditLine): Promise<void> {
  await tx.auditEntry.create({
    data: {
      id: uuidv7(),
      workspaceId: actor.workspaceId,
      actorKind: actor.kind,
      actorId: actorId(actor),
      action: line.action,
      subjectType: line.subjectType,
      subjectId: line.subjectId ?? null,
      change: line.change ?? {},
    },
  });
}
