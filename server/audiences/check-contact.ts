import { uuidv7 } from "uuidv7";
import { countedEvents } from "#core/audiences/audience-condition.ts";
import { nextChangeAt } from "#core/audiences/next-change.ts";
import type { Facts } from "#core/journey/variables.ts";
import { type SystemActor, systemActor } from "#server/access/actor.ts";
import { addEvents, isIn, type OpenAudience } from "#server/audiences/add-facts.ts";
import { loadContactFacts } from "#server/audiences/load-contact-facts.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

/** A moment further away than this is looked at on the way. */
const FURTHEST = 400 * 24 * 3_600_000;

/**
 * Looks at which watched audiences a contact belongs to now. Each that it has entered or left since it was last looked
 * at is written to the log and starts journeys once; a deadline is set for when time alone may change it next.
 */
export async function checkContact(workspaceId: string, contactId: string): Promise<void> {
  const actor = systemActor(workspaceId, "audiences");
  await transact(actor, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('audiences of ' || ${contactId}, 0))`;
    const watched = await watchedAudiences(tx, workspaceId);
    for (const merged of await mergedInto(tx, contactId)) await handOver(tx, merged, contactId);
    const before = await tx.audienceMember.findMany({ where: { workspaceId, contactId } });
    if (watched.length === 0 && before.length === 0) return;
    const contact = await tx.contact.findFirst({ where: { id: contactId } });
    if (!contact || contact.erasedAt || contact.mergedIntoId) {
      await handOver(tx, contactId, contact?.mergedIntoId ?? null);
      return;
    }
    const facts = await factsOf(workspaceId, contactId, watched);
    if (!facts) return;
    const now = Date.now();
    const was = new Set(before.map(({ audienceId }) => audienceId));
    for (const audience of watched) {
      const isMember = isIn(facts, audience.condition, now);
      if (isMember !== was.has(audience.id)) {
        await cross(tx, actor, { contactId, isTest: contact.isTest }, audience, isMember);
      }
    }
    await setDeadline(tx, workspaceId, contactId, nextOf(facts, watched, now));
  });
}

/** Where a contact was is taken over by whom it was merged into: the same person enters nothing anew. */
async function handOver(tx: Transaction, contactId: string, survivorId: string | null): Promise<void> {
  if (survivorId) {
    await tx.$executeRaw`
      INSERT INTO audience_members (audience_id, contact_id, workspace_id, since)
      SELECT audience_id, ${survivorId}::uuid, workspace_id, since FROM audience_members
      WHERE contact_id = ${contactId}::uuid
      ON CONFLICT DO NOTHING`;
  }
  await tx.audienceMember.deleteMany({ where: { contactId } });
}

/** Contacts that were merged into this one, and are still written down as members. */
async function mergedInto(tx: Transaction, survivorId: string): Promise<string[]> {
  const rows = await tx.audienceMember.findMany({
    where: { contact: { mergedIntoId: survivorId } },
    distinct: ["contactId"],
    select: { contactId: true },
  });
  return rows.map(({ contactId }) => contactId);
}

async function watchedAudiences(tx: Transaction, workspaceId: string): Promise<OpenAudience[]> {
  return tx.$queryRaw<OpenAudience[]>`
    SELECT a.id, a.key, a.condition FROM audience_watches w
    JOIN audiences a ON a.workspace_id = w.workspace_id AND a.id = w.audience_id
    WHERE w.workspace_id = ${workspaceId}::uuid ORDER BY a.key`;
}

async function factsOf(
  workspaceId: string,
  contactId: string,
  audiences: OpenAudience[],
): Promise<Facts | undefined> {
  const names = audiences.flatMap(({ condition }) => countedEvents(condition));
  const [facts] = await addEvents(workspaceId, await loadContactFacts(workspaceId, [contactId]), names);
  return facts;
}

async function cross(
  tx: Transaction,
  actor: SystemActor,
  { contactId, isTest }: { contactId: string; isTest: boolean },
  { id: audienceId, key }: OpenAudience,
  isMember: boolean,
): Promise<void> {
  const { workspaceId } = actor;
  if (isMember) {
    await tx.audienceMember.create({ data: { audienceId, contactId, workspaceId, since: new Date() } });
  } else {
    await tx.audienceMember.deleteMany({ where: { audienceId, contactId } });
  }
  const on = isMember ? ("entered" as const) : ("left" as const);
  const data = { audienceId, key };
  const crossingId = await appendEvent(tx, { type: `audience.${on}`, actor, contactId, isTest, data });
  await writeOutbox(tx, {
    workspaceId,
    topic: "audience.crossed",
    orderingKey: contactId,
    payload: { crossingId, contactId, audience: key, on },
  });
}

function nextOf(facts: Facts, audiences: OpenAudience[], now: number): Date | null {
  const moments = audiences.flatMap(({ condition }) => nextChangeAt(condition, facts, now) ?? []);
  return moments.length === 0 ? null : new Date(Math.min(...moments, now + FURTHEST));
}

async function setDeadline(
  tx: Transaction,
  workspaceId: string,
  contactId: string,
  dueAt: Date | null,
): Promise<void> {
  const key = `audience:${contactId}`;
  if (!dueAt) {
    await tx.deadline.updateMany({ where: { key, status: "pending" }, data: { status: "cancelled" } });
    return;
  }
  const armed = { dueAt, status: "pending", claimedUntil: null, attempts: 0 } as const;
  await tx.deadline.upsert({
    where: { workspaceId_key: { workspaceId, key } },
    create: { id: uuidv7(), workspaceId, kind: "audience", key, subjectId: contactId, ...armed },
    update: armed,
  });
}
