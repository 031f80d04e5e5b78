import { AsyncLocalStorage } from "node:async_hooks";
import { canonicalJson } from "#core/canonical-json.ts";
import type { Condition } from "#core/conditions/condition.ts";
import { systemActor } from "#server/access/actor.ts";
import { compileCondition } from "#server/audiences/compile-condition.ts";
import { pageAudience } from "#server/audiences/page-audience.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** Who was in an audience at a moment. */
export interface PreparedMembers {
  since: Date;
  contactIds: string[];
}

interface Asked {
  id: string;
  condition: Condition;
}

const PAGE = 2_000;
const prepared = new AsyncLocalStorage<Map<string, PreparedMembers>>();

/**
 * Does what may make a journey live, having asked before its transaction who is in the audiences that it would begin to
 * watch, where that takes asking contact by contact. Whoever changes until then is looked at by what follows a watch.
 */
export async function withMembersPrepared<Result>(
  workspaceId: string,
  journeyId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  if (prepared.getStore()) return work();
  const actor = systemActor(workspaceId, "audiences");
  const audiences = await transact(actor, (tx) => soonWatched(tx, workspaceId, journeyId));
  const members = new Map<string, PreparedMembers>();
  for (const audience of audiences) {
    const since = new Date();
    if (compileCondition(audience.condition, since.getTime()).isExact) continue;
    members.set(nameOf(audience), { since, contactIds: await listMembers(workspaceId, audience, since) });
  }
  return members.size === 0 ? work() : prepared.run(members, work);
}

/** Who was found to be in an audience before this transaction; undefined where nobody asked under this condition. */
export function preparedMembers(audience: Asked): PreparedMembers | undefined {
  return prepared.getStore()?.get(nameOf(audience));
}

/** Every contact that fulfils an audience's condition at a moment. */
export async function listMembers(workspaceId: string, { condition }: Asked, since: Date): Promise<string[]> {
  const actor = systemActor(workspaceId, "audiences");
  const contactIds: string[] = [];
  for (let after: string | undefined; ; ) {
    const request = { limit: PAGE, now: since.getTime(), ...(after === undefined ? {} : { after }) };
    const page = await pageAudience(actor, condition, request);
    contactIds.push(...page.contactIds);
    if (page.next === null) return contactIds;
    after = page.next;
  }
}

function nameOf({ id, condition }: Asked): string {
  return `${id} ${canonicalJson(condition)}`;
}

/** Audiences that nobody watches yet, of triggers in the journey's draft or live version. */
function soonWatched(tx: Transaction, workspaceId: string, journeyId: string): Promise<Asked[]> {
  return tx.$queryRaw<Asked[]>`
    SELECT a.id, a.condition FROM audiences a
    WHERE a.workspace_id = ${workspaceId}::uuid AND a.archived_at IS NULL
      AND NOT EXISTS (SELECT FROM audience_watches w WHERE w.audience_id = a.id)
      AND a.key IN (
        SELECT node #>> '{config,audience}' FROM journeys j
        LEFT JOIN journey_versions v ON v.workspace_id = j.workspace_id AND v.id = j.live_version_id
        CROSS JOIN jsonb_array_elements(coalesce(j.draft -> 'nodes', '[]') || coalesce(v.document -> 'nodes', '[]')) AS node
        WHERE j.workspace_id = ${workspaceId}::uuid AND j.id = ${journeyId}::uuid
          AND node ->> 'type' = 'trigger.audience')`;
}
