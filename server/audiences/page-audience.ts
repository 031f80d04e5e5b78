import { countedEvents } from "#core/audiences/audience-condition.ts";
import type { Condition } from "#core/conditions/condition.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { addEvents, isIn } from "#server/audiences/add-facts.ts";
import { type CompiledCondition, compileCondition } from "#server/audiences/compile-condition.ts";
import { loadContactFacts } from "#server/audiences/load-contact-facts.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

export interface AudiencePage {
  /** In the order of ids. Fewer than `limit`, even none, does not mean the end. */
  contactIds: string[];
  /** `after` of the next page; null at the end. */
  next: string | null;
}

interface PageRequest {
  after?: string;
  limit: number;
  /** Epoch milliseconds at which the condition is asked; the same for every page of one walk. */
  now?: number;
}

interface Candidate {
  id: string;
  isCertain: boolean;
}

/** Contacts whom the application itself asks, at a time and in one page. */
const CANDIDATES = 500;
const MOST_CANDIDATES = 5_000;

/** Contacts merged into others and those erased belong to no audience. */
export const LIVING = Prisma.sql`c.merged_into_id IS NULL AND c.erased_at IS NULL`;

/**
 * One page of the contacts that fulfil a condition, by contact id. Postgres finds them; where a comparison cannot be
 * put in SQL exactly, it finds those who may, and the same `evaluate` that journeys use decides.
 */
export async function pageAudience(
  actor: Actor,
  condition: Condition,
  { after, limit, now = Date.now() }: PageRequest,
): Promise<AudiencePage> {
  authorize(actor, "contacts.view");
  const compiled = compileCondition(condition, now);
  const size = compiled.isExact ? limit : Math.max(limit, CANDIDATES);
  const contactIds: string[] = [];
  let last = after;
  for (let seen = 0; seen < MOST_CANDIDATES; seen += size) {
    const candidates = await transact(actor, (tx) => readCandidates(tx, compiled, { after: last, size }));
    const members = await decide(actor, condition, candidates, now);
    contactIds.push(...members.slice(0, limit - contactIds.length));
    if (contactIds.length === limit) return { contactIds, next: contactIds.at(-1) ?? null };
    if (candidates.length < size) return { contactIds, next: null };
    last = candidates.at(-1)?.id;
  }
  return { contactIds, next: last ?? null };
}

/** Whether one contact fulfils a condition now. */
export async function matchesAudience(
  actor: Actor,
  condition: Condition,
  contactId: string,
  now = Date.now(),
): Promise<boolean> {
  authorize(actor, "contacts.view");
  const compiled = compileCondition(condition, now);
  const candidates = await transact(actor, (tx) => readCandidates(tx, compiled, { contactId, size: 1 }));
  return (await decide(actor, condition, candidates, now)).length > 0;
}

/**
 * How many contacts fulfil a condition. Where the application itself has to ask them one by one it stops after
 * `most`, and says that it did.
 */
export async function countAudience(
  actor: Actor,
  condition: Condition,
  { now = Date.now(), most = 100_000 }: { now?: number; most?: number } = {},
): Promise<{ count: number; isComplete: boolean }> {
  authorize(actor, "contacts.view");
  const compiled = compileCondition(condition, now);
  if (compiled.isExact) {
    const [row] = await transact(
      actor,
      (tx) =>
        tx.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM contacts c
        WHERE c.workspace_id = ${actor.workspaceId}::uuid AND ${LIVING} AND ${compiled.possible}`,
    );
    return { count: row?.count ?? 0, isComplete: true };
  }
  let count = 0;
  let after: string | undefined;
  for (let seen = 0; seen < most; seen += MOST_CANDIDATES) {
    const page = await pageAudience(actor, condition, { after, limit: MOST_CANDIDATES, now });
    count += page.contactIds.length;
    if (page.next === null) return { count, isComplete: true };
    after = page.next;
  }
  return { count, isComplete: false };
}

async function readCandidates(
  tx: Transaction,
  { possible, certain, isExact }: CompiledCondition,
  { after, contactId, size }: { after?: string | undefined; contactId?: string; size: number },
): Promise<Candidate[]> {
  const isCertain = isExact ? Prisma.sql`true` : certain;
  const later = after === undefined ? Prisma.empty : Prisma.sql`AND c.id > ${after}::uuid`;
  const only = contactId === undefined ? Prisma.empty : Prisma.sql`AND c.id = ${contactId}::uuid`;
  return tx.$queryRaw<Candidate[]>`
    SELECT c.id, ${isCertain} AS "isCertain" FROM contacts c
    WHERE c.workspace_id = current_workspace_id() AND ${LIVING} ${later} ${only} AND ${possible}
    ORDER BY c.id LIMIT ${size}::int`;
}

/** Those of the candidates who do fulfil the condition, in their order. */
async function decide(
  { workspaceId }: Actor,
  condition: Condition,
  candidates: readonly Candidate[],
  now: number,
): Promise<string[]> {
  const doubtful = candidates.filter(({ isCertain }) => !isCertain).map(({ id }) => id);
  const facts = await loadContactFacts(workspaceId, doubtful);
  const complete = await addEvents(workspaceId, facts, countedEvents(condition));
  const asked = complete.filter((each) => isIn(each, condition, now));
  const members = new Set(asked.map(({ contact }) => contact.id));
  return candidates.filter(({ id, isCertain }) => isCertain || members.has(id)).map(({ id }) => id);
}
