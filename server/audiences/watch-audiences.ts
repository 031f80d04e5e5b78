import type { Condition } from "#core/conditions/condition.ts";
import type { SystemActor } from "#server/access/actor.ts";
import { systemActor } from "#server/access/actor.ts";
import { compileCondition } from "#server/audiences/compile-condition.ts";
import { LIVING, pageAudience } from "#server/audiences/page-audience.ts";
import type { Transaction } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

const PAGE = 2_000;

interface Named {
  id: string;
  condition: Condition;
}

/**
 * Watches exactly the audiences that live journeys name in a `trigger.audience`. Who is in one when watching begins is
 * written down in the same transaction: they have not entered it, and whoever changes afterwards is seen.
 */
export async function watchAudiences(tx: Transaction, workspaceId: string): Promise<void> {
  // Two journeys that go live at once are looked at one after the other.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('audience watches ' || ${workspaceId}, 0))`;
  const wanted = await namedByTriggers(tx, workspaceId);
  const ids = wanted.map(({ id }) => id);
  const known = await tx.audienceWatch.findMany({ where: { workspaceId } });
  const dropped = known.map(({ audienceId }) => audienceId).filter((id) => !ids.includes(id));
  await tx.audienceMember.deleteMany({ where: { audienceId: { in: dropped } } });
  await tx.audienceWatch.deleteMany({ where: { audienceId: { in: dropped } } });
  for (const audience of wanted) {
    if (!known.some(({ audienceId }) => audienceId === audience.id)) {
      await beginWatch(tx, systemActor(workspaceId, "audiences"), audience);
    }
  }
}

/** Begins again with those whom a changed condition means: nobody enters or leaves by a change of the words. */
export async function rewatchAudience(tx: Transaction, workspaceId: string, audience: Named): Promise<void> {
  const watch = await tx.audienceWatch.findUnique({ where: { audienceId: audience.id } });
  if (!watch) return;
  await tx.audienceMember.deleteMany({ where: { audienceId: audience.id } });
  await tx.audienceWatch.delete({ where: { audienceId: audience.id } });
  await beginWatch(tx, systemActor(workspaceId, "audiences"), audience);
}

async function namedByTriggers(tx: Transaction, workspaceId: string): Promise<Named[]> {
  return tx.$queryRaw<Named[]>`
    SELECT a.id, a.condition FROM audiences a
    WHERE a.workspace_id = ${workspaceId}::uuid AND a.archived_at IS NULL AND a.key IN (
      SELECT node.value #>> '{config,audience}'
      FROM journeys j
      JOIN journey_versions v ON v.workspace_id = j.workspace_id AND v.id = j.live_version_id
      JOIN plans p ON p.workspace_id = v.workspace_id AND p.hash = v.plan_hash
      CROSS JOIN jsonb_each(p.plan -> 'nodes') AS node
      WHERE j.workspace_id = ${workspaceId}::uuid AND j.status::text = 'live'
        AND node.value ->> 'type' = 'trigger.audience')`;
}

async function beginWatch(tx: Transaction, actor: SystemActor, { id, condition }: Named): Promise<void> {
  const { workspaceId } = actor;
  const since = new Date();
  await tx.audienceWatch.create({ data: { audienceId: id, workspaceId, since } });
  await writeDownMembers(tx, actor, { id, condition }, since);
  await writeOutbox(tx, {
    workspaceId,
    topic: "audience.watched",
    orderingKey: id,
    payload: { audienceId: id },
  });
}

async function writeDownMembers(
  tx: Transaction,
  actor: SystemActor,
  { id, condition }: Named,
  since: Date,
): Promise<void> {
  const { workspaceId } = actor;
  const { possible, isExact } = compileCondition(condition, since.getTime());
  if (isExact) {
    await tx.$executeRaw`
      INSERT INTO audience_members (audience_id, contact_id, workspace_id, since)
      SELECT ${id}::uuid, c.id, c.workspace_id, ${since}::timestamptz FROM contacts c
      WHERE c.workspace_id = ${workspaceId}::uuid AND ${LIVING} AND ${possible}`;
    return;
  }
  for (let after: string | undefined; ; ) {
    const request = { limit: PAGE, now: since.getTime(), ...(after === undefined ? {} : { after }) };
    const page = await pageAudience(actor, condition, request);
    await tx.audienceMember.createMany({
      data: page.contactIds.map((contactId) => ({ audienceId: id, contactId, workspaceId, since })),
    });
    if (page.next === null) return;
    after = page.next;
  }
}
