import { route } from "#core/routing/route.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { CurrentLeave } from "#server/access/current-leave.ts";
import type { Transaction } from "#server/platform/database.ts";
import { loadInputs } from "#server/routing/load-input.ts";
import { loadWorld } from "#server/routing/load-world.ts";
import type { RouteRequest } from "#server/routing/routing-request.ts";

/**
 * What is asked of routing for a conversation of somebody who is on leave: whoever stands in for them, where they are
 * here and have room; else anybody, since nobody is to wait for a second absence.
 */
export async function substituteRequest(
  tx: Transaction,
  conversation: Conversation,
  { user, substitute }: CurrentLeave,
): Promise<RouteRequest> {
  if (!substitute) return {};
  const world = await loadWorld(tx, conversation.workspaceId);
  const agent = world.agents.find(({ userId }) => userId === substitute.id);
  const about = { conversation, runId: null, queuedSince: null, refusedSince: new Date() };
  const input = (await loadInputs(tx, world, [about])).get(conversation.id);
  if (!agent || !input) return {};
  const request = { agent: agent.email, mode: "direct" as const };
  const { userId } = route({ ...input, rules: [], request });
  return userId ? { ...request, note: `Stands in for ${user.name}, who is out of office` } : {};
}
