import type { ConversationSession, Participant, RoutingDecision } from "#core/api/conversations.ts";
import type { JsonObject } from "#core/json.ts";
import type { Actor } from "#server/access/actor.ts";
import { requireConversation } from "#server/conversations/get-conversation.ts";
import { transact } from "#server/platform/database.ts";

/** Everything here is of one conversation and short: whole lists, oldest first. */

export async function listSessions(actor: Actor, conversationId: string): Promise<ConversationSession[]> {
  return transact(actor, async (tx) => {
    await requireConversation(tx, actor, conversationId);
    const rows = await tx.session.findMany({
      where: { conversationId },
      include: {
        channelAccount: { select: { id: true, key: true, name: true } },
        identity: { select: { address: true } },
      },
      orderBy: { startedAt: "asc" },
    });
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      channel: row.channel,
      account: row.channelAccount,
      address: row.identity?.address ?? null,
      direction: row.direction,
      runId: row.runId,
      verificationLevel: row.verificationLevel,
      verifiedBy: row.verifiedBy,
      verificationExpiresAt: row.verificationExpiresAt?.toISOString() ?? null,
      startedAt: row.startedAt.toISOString(),
      lastActivityAt: row.lastActivityAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
      endReason: row.endReason,
    }));
  });
}

export async function listParticipants(actor: Actor, conversationId: string): Promise<Participant[]> {
  const named = { select: { name: true } } as const;
  return transact(actor, async (tx) => {
    await requireConversation(tx, actor, conversationId);
    const rows = await tx.participant.findMany({
      where: { conversationId },
      include: { contact: named, user: named, journey: named },
      orderBy: { joinedAt: "asc" },
    });
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      name: row.contact?.name ?? row.user?.name ?? row.journey?.name ?? null,
      contactId: row.contactId,
      userId: row.userId,
      journeyId: row.journeyId,
      speaksForId: row.speaksForId,
      joinedAt: row.joinedAt.toISOString(),
      leftAt: row.leftAt?.toISOString() ?? null,
    }));
  });
}

/** What a decision saw is kept for the replay of rules: the candidates say what of it counted. */
function shownOf({ snapshot: _, ...inputs }: JsonObject): JsonObject {
  return inputs;
}

/** Every routing decision with its candidates: the answer to "why me?". */
export async function listRoutingDecisions(actor: Actor, conversationId: string): Promise<RoutingDecision[]> {
  return transact(actor, async (tx) => {
    await requireConversation(tx, actor, conversationId);
    const rows = await tx.routingDecision.findMany({
      where: { conversationId },
      include: {
        candidates: {
          include: { user: { select: { id: true, name: true } } },
          orderBy: [{ rank: { sort: "asc", nulls: "last" } }, { id: "asc" }],
        },
        ruleSet: { select: { id: true, key: true, name: true } },
      },
      orderBy: { decidedAt: "asc" },
    });
    const userIds = rows.flatMap((row) => (row.chosenUserId ? [row.chosenUserId] : []));
    const teamIds = rows.flatMap((row) => (row.chosenTeamId ? [row.chosenTeamId] : []));
    const users = await tx.user.findMany({
      where: { id: { in: userIds } },
      select: { id: true, name: true },
    });
    const teams = await tx.team.findMany({
      where: { id: { in: teamIds } },
      select: { id: true, key: true, name: true },
    });
    const ruleIds = rows.flatMap((row) => (row.ruleId ? [row.ruleId] : []));
    const rules = await tx.routingRule.findMany({
      where: { id: { in: ruleIds } },
      select: { id: true, name: true },
    });
    const journeyIds = rows.flatMap((row) => (row.chosenJourneyId ? [row.chosenJourneyId] : []));
    const journeys = await tx.journey.findMany({
      where: { id: { in: journeyIds } },
      select: { id: true, key: true, name: true },
    });
    return rows.map((row) => ({
      id: row.id,
      strategy: row.strategy,
      outcome: row.outcome,
      reason: row.reason,
      chosenUser: users.find((user) => user.id === row.chosenUserId) ?? null,
      chosenTeam: teams.find((team) => team.id === row.chosenTeamId) ?? null,
      chosenJourney: journeys.find((journey) => journey.id === row.chosenJourneyId) ?? null,
      rule: row.ruleId
        ? {
            id: row.ruleId,
            name: rules.find((rule) => rule.id === row.ruleId)?.name ?? null,
            set: row.ruleSet && { id: row.ruleSet.id, key: row.ruleSet.key, name: row.ruleSet.name },
            revision: row.ruleSetRevision,
          }
        : null,
      inputs: shownOf(row.inputs as JsonObject),
      candidates: row.candidates.map((candidate) => ({
        user: candidate.user,
        eligible: candidate.eligible,
        excludedBy: candidate.excludedBy,
        rank: candidate.rank,
        score: candidate.score,
        openCount: candidate.openCount,
        detail: candidate.detail as JsonObject,
      })),
      runId: row.runId,
      decidedAt: row.decidedAt.toISOString(),
    }));
  });
}
