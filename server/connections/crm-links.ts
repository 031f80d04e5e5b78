import { uuidv7 } from "uuidv7";
import type { Actor } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";

interface LinkOf {
  connectionId: string;
  object: string;
  contactId: string;
}

/** The CRM's id of the record that belongs to a contact; null where none is known. */
export async function findLink(actor: Actor, of: LinkOf): Promise<string | null> {
  const link = await transact(actor, (tx) => tx.crmLink.findFirst({ where: of, orderBy: { id: "desc" } }));
  return link?.externalId ?? null;
}

/** Remembers which record belongs to a contact; the one that the CRM named last counts. */
export async function keepLink(
  actor: Actor,
  { externalId, ...of }: LinkOf & { externalId: string },
): Promise<void> {
  const { connectionId, object, contactId } = of;
  const syncedAt = new Date();
  await transact(actor, (tx) =>
    tx.crmLink.upsert({
      where: { connectionId_object_externalId: { connectionId, object, externalId } },
      create: { id: uuidv7(), workspaceId: actor.workspaceId, ...of, externalId, syncedAt },
      update: { contactId, syncedAt },
    }),
  );
}
