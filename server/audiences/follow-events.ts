import type { EventType } from "#core/conversation/event-types.ts";
import { watchAudiences } from "#server/audiences/watch-audiences.ts";
import type { Transaction } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/** After these a contact may belong to other audiences than before. */
export const CONTACT_CHANGES: ReadonlySet<string> = new Set<EventType>([
  "contact.created",
  "contact.updated",
  "contact.merged",
  "contact.unmerged",
  "contact.erased",
  "identity.linked",
  "identity.unlinked",
  "consent.changed",
  "event.received",
  "crm.received",
]);

/** After these other journeys may be live than before. */
const JOURNEY_CHANGES: ReadonlySet<string> = new Set<EventType>([
  "journey.published",
  "journey.paused",
  "journey.resumed",
  "journey.archived",
  "journey.rolled_back",
]);

interface Line {
  type: string;
  workspaceId: string;
  contactId?: string | null;
  journeyId?: string | null;
}

/**
 * What lines that were just added to the log mean for audiences: contacts that changed are looked at again, where any
 * audience is watched, and journeys that went live or no longer are change which are, and their schedules.
 */
export async function followEvents(tx: Transaction, lines: readonly Line[]): Promise<void> {
  const [first] = lines;
  if (!first) return;
  const { workspaceId } = first;
  const journeys = lines.filter(({ type }) => JOURNEY_CHANGES.has(type));
  if (journeys.length > 0) await watchAudiences(tx, workspaceId);
  for (const { journeyId } of journeys) {
    if (journeyId) await askForSchedules(tx, workspaceId, journeyId);
  }
  const changed = lines.filter(({ type }) => CONTACT_CHANGES.has(type));
  const contactIds = new Set(changed.flatMap(({ contactId }) => contactId ?? []));
  if (contactIds.size > 0) await askToCheck(tx, workspaceId, [...contactIds]);
}

/** Promises to look at contacts, once for all that this transaction changes in one; costs nothing where nobody watches. */
async function askToCheck(tx: Transaction, workspaceId: string, contactIds: string[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO outbox (id, workspace_id, topic, ordering_key, payload)
    SELECT gen_random_uuid(), ${workspaceId}::uuid, 'audience.check', 'audiences ' || changed.id,
      jsonb_build_object('contactId', changed.id)
    FROM unnest(${contactIds}::uuid[]) AS changed (id)
    WHERE EXISTS (SELECT FROM audience_watches w WHERE w.workspace_id = ${workspaceId}::uuid)`;
}

async function askForSchedules(tx: Transaction, workspaceId: string, journeyId: string): Promise<void> {
  const topic = "journey.schedules";
  await writeOutbox(tx, {
    workspaceId,
    topic,
    orderingKey: `schedules ${journeyId}`,
    payload: { journeyId },
  });
}
