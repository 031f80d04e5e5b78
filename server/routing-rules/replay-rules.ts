import { MOST_REPLAYED, type ReplayRoutingRules, type RoutingReplay } from "#core/api/routing-trials.ts";
import { listFields } from "#core/conditions/list-fields.ts";
import { ReplayTally, type Way } from "#core/routing/replay-tally.ts";
import { route } from "#core/routing/route.ts";
import type { RoutingDecision } from "#core/routing/routing-decision.ts";
import { inputFrom, isKept, routingSnapshotSchema } from "#core/routing/routing-snapshot.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { conditionLookup } from "#server/conversations/condition-lookup.ts";
import { transact } from "#server/platform/database.ts";
import { type AskedRules, askedRules, ruleAt } from "#server/routing-rules/asked-rules.ts";
import { checkRules } from "#server/routing-rules/check-rules.ts";
import { loadNames, type Names } from "#server/routing-rules/name-people.ts";
import { type PastDecision, pagePastDecisions } from "#server/routing-rules/past-decisions.ts";
import { findRuleSet } from "#server/routing-rules/rule-set-view.ts";

/** Milliseconds for all of it: a replay that takes longer is not worth holding up the process for. */
const PATIENCE = 30_000;

/**
 * What rules would have done with the decisions of a span that this set made, of conversations the actor may see:
 * each is made once more from what it saw then. Reads page by page, writes nothing.
 * @throws AppError `has_problems` with what is wrong with the rules given
 */
export async function replayRules(
  actor: Actor,
  idOrKey: string,
  { from, to, rules: given, limit, offset }: ReplayRoutingRules,
): Promise<RoutingReplay> {
  authorize(actor, "routing.edit");
  const { set, asked, names } = await transact(actor, async (tx) => {
    const found = await findRuleSet(tx, idOrKey);
    if (given) await checkRules(tx, given);
    return { set: found, asked: askedRules(found, given), names: await loadNames(tx) };
  });
  const tally = new ReplayTally();
  const differences: RoutingReplay["differences"] = [];
  const tiredAt = Date.now() + PATIENCE;
  let decisions = 0;
  let incomplete = 0;
  let page = await pagePastDecisions(actor, set, { from, to });
  const isDone = () => decisions >= MOST_REPLAYED || Date.now() > tiredAt;
  while (!isDone()) {
    for (const past of page.decisions) {
      decisions += 1;
      const after = decideAgain(past, asked, names);
      if (!after) incomplete += 1;
      else if (tally.add(wayOf(past), wayOf(after))) {
        const isListed = tally.different > offset && differences.length < limit;
        if (isListed) differences.push(differenceOf(past, after, { asked, names }));
      }
    }
    if (!page.after) break;
    page = isDone() ? page : await pagePastDecisions(actor, set, { from, to, after: page.after });
  }
  const listed = offset + differences.length;
  return {
    ...{ from, to, decisions, incomplete, differences },
    truncated: page.after !== undefined,
    same: tally.same,
    different: tally.different,
    unroutable: tally.unroutable,
    teams: sorted(tally.teams).map(([id, counts]) => ({ ...counts, team: names.team(id) })),
    agents: sorted(tally.agents).map(([id, counts]) => ({ ...counts, agent: names.user(id) })),
    assumed: assumedFields(asked),
    nextOffset: listed < tally.different && limit > 0 ? listed : null,
  };
}

function decideAgain(past: PastDecision, { rules }: AskedRules, names: Names): RoutingDecision | null {
  const snapshot = routingSnapshotSchema.safeParse(past.snapshot);
  if (!snapshot.success) return null;
  const otherwise = conditionLookup(past.conversation, past.conversation.contact);
  return route(inputFrom(snapshot.data, { rules, emails: names.emails, otherwise }));
}

function wayOf({ outcome, teamId, userId, journey }: Way): Way {
  return { outcome, teamId, userId, journey };
}

/** What the rules ask for and no decision keeps. */
function assumedFields({ rules }: AskedRules): string[] {
  const asked = rules.flatMap(({ when }) => listFields(when).map(({ field }) => field));
  return [...new Set(asked)].filter((field) => !isKept(field)).sort();
}

function sorted(counts: ReplayTally["teams"]): [string | null, { before: number; after: number }][] {
  return [...counts].sort(([, one], [, other]) => other.before + other.after - one.before - one.after);
}

function differenceOf(
  past: PastDecision,
  after: RoutingDecision,
  { asked, names }: { asked: AskedRules; names: Names },
): RoutingReplay["differences"][number] {
  const { id: decisionId, conversation, decidedAt } = past;
  const { id, name } = conversation.contact;
  const told = (way: Way & { reason: string }, rule: string | null) => ({
    outcome: way.outcome,
    rule,
    team: names.team(way.teamId),
    agent: names.user(way.userId),
    journey: way.journey,
    reason: way.reason,
  });
  return {
    decisionId,
    conversationId: conversation.id,
    contact: { id, name },
    decidedAt: decidedAt.toISOString(),
    before: told(past, past.rule),
    after: told(after, ruleAt(asked, after.ruleId)?.name ?? null),
  };
}
