import { audienceFieldOf } from "#core/audiences/audience-condition.ts";
import { dependsOnTime } from "#core/audiences/next-change.ts";
import type { Condition } from "#core/conditions/condition.ts";
import { listFields } from "#core/conditions/list-fields.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { systemActor } from "#server/access/actor.ts";
import { conditionOf } from "#server/audiences/audiences.ts";
import { checkContact } from "#server/audiences/check-contact.ts";
import { columnOf, isPresent } from "#server/audiences/contact-columns.ts";
import { CONTACT_CHANGES } from "#server/audiences/follow-events.ts";
import { LIVING } from "#server/audiences/page-audience.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

const PAGE = 200;

/** Changes written by transactions that did not see the watch yet, as they were under way when it began. */
const OVERLAP = 60_000;

/**
 * What is done once after watching an audience began, page by page: contacts that changed just while it did, and those
 * whom time alone may take in or out later, are looked at, which sets their deadlines.
 */
export async function workWatch(workspaceId: string, audienceId: string, after?: string): Promise<void> {
  const actor = systemActor(workspaceId, "audiences");
  const contactIds = await transact(actor, async (tx) => {
    const watch = await tx.audienceWatch.findFirst({ where: { audienceId }, include: { audience: true } });
    if (!watch) return [];
    const since = new Date(watch.since.getTime() - OVERLAP);
    return pageOfThose(tx, workspaceId, conditionOf(watch.audience), since, after);
  });
  for (const contactId of contactIds) await checkContact(workspaceId, contactId);
  const last = contactIds.at(-1);
  if (contactIds.length < PAGE || last === undefined) return;
  await transact(actor, (tx) =>
    writeOutbox(tx, {
      workspaceId,
      topic: "audience.watched",
      orderingKey: audienceId,
      payload: { audienceId, after: last },
    }),
  );
}

async function pageOfThose(
  tx: Transaction,
  workspaceId: string,
  condition: Condition,
  since: Date,
  after: string | undefined,
): Promise<string[]> {
  const dated = datedIn(condition);
  const later = after === undefined ? Prisma.empty : Prisma.sql`AND c.id > ${after}::uuid`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM contacts c
    WHERE c.workspace_id = ${workspaceId}::uuid AND ${LIVING} ${later} AND (${dated} OR c.id IN (
      SELECT e.contact_id FROM events e WHERE e.workspace_id = ${workspaceId}::uuid
        AND e.occurred_at >= ${since}::timestamptz AND e.type = ANY (${[...CONTACT_CHANGES]}::text[])))
    ORDER BY c.id LIMIT ${PAGE}::int`;
  return rows.map(({ id }) => id);
}

/** Contacts with a value that moves with time, in a condition that asks for one. */
function datedIn(condition: Condition): Prisma.Sql {
  if (!dependsOnTime(condition)) return Prisma.sql`false`;
  const fields = [...new Set(listFields(condition).map(({ field }) => field))];
  const present = fields.flatMap((name) => {
    const field = audienceFieldOf(name);
    if (field?.kind === "events") {
      const counted = columnOf(field, undefined, 0);
      return "sql" in counted ? Prisma.sql`${counted.sql} > 0` : [];
    }
    return field?.kind === "attribute" ? isPresent(columnOf(field, undefined, 0)) : [];
  });
  return present.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(present, " OR ")})`;
}
