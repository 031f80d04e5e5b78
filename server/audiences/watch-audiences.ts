import type { Condition } from "#core/conditions/condition.ts";
import type { SystemActor } from "#server/access/actor.ts";
import { systemActor } from "#server/access/actor.ts";
import { compileCondition } from "#server/audiences/compile-condition.ts";
import { LIVING } from "#server/audiences/page-audience.ts";
import { listMembers, type PreparedMembers, preparedMembers } from "#server/audiences/prepared-members.ts";
import type { Transaction } from "#server/platform/database.ts";
import { writeOutbox } from "#server/relay/write-outbox.ts";

const PAGE = 10_000;

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

async function beginWatch(tx: Transaction, actor: SystemActor, audience: Named): Promise<void> {
  const { workspaceId } = actor;
  const { id } = audience;
  const before = preparedMembers(audience);
  const since = before?.since ?? new Date();
  await tx.audienceWatch.create({ data: { audienceId: id, workspaceId, since } });
  if (before) await writeDown(tx, workspaceId, id, before);
  else await writeDownNow(tx, actor, audience, since);
  await writeOutbox(tx, {
    workspaceId,
    topic: "audience.watched",
    orderingKey: id,
    payload: { audienceId: id },
  });
}

async function writeDownNow(
  tx: Transaction,
  { workspaceId }: SystemActor,
  audience: Named,
  since: Date,
): Promise<void> {
  const { id, condition } = audience;
  const { possible, isExact } = compileCondition(condition, since.getTime());
  if (!isExact) {
    const contactIds = await listMembers(workspaceId, audience, since);
    await writeDown(tx, workspaceId, id, { since, contactIds });
    return;
  }
  await tx.$executeRaw`
    INSERT INTO audience_members (audience_id, contact_id, workspace_id, since)
    SELECT ${id}::uuid, c.id, c.workspace_id, ${since}::timestamptz FROM contacts c
    WHERE c.workspace_id = ${workspaceId}::uuid AND ${LIVING} AND ${possible}`;
}

async function writeDown(
  tx: Transaction,
  workspaceId: string,
  audienceId: string,
  { since, contactIds }: PreparedMembers,
): Promise<void> {
  for (let first = 0; first < contactIds.length; first += PAGE) {
    await tx.$executeRaw`
      INSERT INTO audience_members (audience_id, contact_id, workspace_id, since)
      SELECT ${audienceId}::uuid, id, ${workspaceId}::uuid, ${since}::timestamptz
      FROM unnest(${contactIds.slice(first, first + PAGE)}::uuid[]) AS id`;
  }
}
