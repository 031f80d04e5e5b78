import type { Way } from "#core/routing/replay-tally.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#server/access/actor.ts";
import { conversationFilter } from "#server/access/conversation-filter.ts";
import { transact } from "#server/platform/database.ts";
import { findDefaultId, type RuleSetRow } from "#server/routing-rules/rule-set-view.ts";

const PAGE = 500;

/** What was decided, of whom it was, and what the decision saw. */
export interface PastDecision extends Way {
  id: string;
  decidedAt: Date;
  reason: string;
  /** Name of the rule; null where none decided, or it is gone. */
  rule: string | null;
  /** As it is kept; see routing-snapshot.ts. */
  snapshot: unknown;
  conversation: Prisma.ConversationGetPayload<{ include: { contact: true } }>;
}

interface Page {
  decisions: PastDecision[];
  /** Of the last one, where there may be more. */
  after?: { decidedAt: Date; id: string };
}

/**
 * The next decisions of a set, the oldest first: those that a rule of it made, and of the workspace's own set those
 * that no rule made. What goes on with an earlier decision is left out, since it was asked no rules.
 */
export async function pagePastDecisions(
  actor: Actor,
  set: RuleSetRow,
  { from, to, after }: { from: string; to: string; after?: Page["after"] },
): Promise<Page> {
  return transact(actor, async (tx) => {
    const isDefault = (await findDefaultId(tx, actor)) === set.id;
    const beyond: Prisma.RoutingDecisionWhereInput = after
      ? { OR: [{ decidedAt: { gt: after.decidedAt } }, { decidedAt: after.decidedAt, id: { gt: after.id } }] }
      : {};
    const rows = await tx.routingDecision.findMany({
      where: {
        AND: [
          { decidedAt: { gte: new Date(from), lt: new Date(to) } },
          { OR: [{ ruleSetId: set.id }, ...(isDefault ? [{ ruleSetId: null, runId: null }] : [])] },
          { conversation: { AND: [conversationFilter(actor), { isTest: false }] } },
          beyond,
        ],
      },
      include: { conversation: { include: { contact: true } } },
      orderBy: [{ decidedAt: "asc" }, { id: "asc" }],
      take: PAGE,
    });
    const journeys = await tx.journey.findMany({ select: { id: true, key: true } });
    const keys = new Map(journeys.map(({ id, key }) => [id, key]));
    const rules = new Map(set.rules.map(({ id, name }) => [id, name]));
    const last = rows.length === PAGE ? rows.at(-1) : undefined;
    return {
      decisions: rows.filter(isFirst).map((row) => ({
        ...{ id: row.id, decidedAt: row.decidedAt, reason: row.reason, outcome: row.outcome },
        teamId: row.chosenTeamId,
        userId: row.chosenUserId,
        journey: keys.get(row.chosenJourneyId ?? "") ?? null,
        rule: rules.get(row.ruleId ?? "") ?? null,
        snapshot: (row.inputs as { snapshot?: unknown }).snapshot,
        conversation: row.conversation,
      })),
      ...(last ? { after: { decidedAt: last.decidedAt, id: last.id } } : {}),
    };
  });
}

function isFirst({ inputs }: { inputs: unknown }): boolean {
  return (inputs as { continues?: string }).continues === undefined;
}
