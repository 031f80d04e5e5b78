import { z } from "zod";
import { AppError } from "#core/errors.ts";
import type { AssignEffect } from "#core/journey/effect.ts";
import type { RoutingRequest } from "#core/routing/decide.ts";
import { reachesTier } from "#core/routing/reaches-tier.ts";
import type { Conversation } from "#prisma/generated/client.ts";
import type { Transaction } from "#server/platform/database.ts";

export type RouteRequest = Partial<Omit<AssignEffect, "kind">>;

const settingsSchema = z.object({ tiers: z.array(z.string()).catch([]) }).catch({ tiers: [] });

/**
 * A request with what it names by key found.
 * @throws AppError invalid_input where a team or agent is not there
 */
export async function resolveRequest(
  tx: Transaction,
  conversation: Conversation,
  { team, agent, skills = [], strategy = "leastBusy" }: RouteRequest,
): Promise<RoutingRequest> {
  const found =
    team === undefined ? null : await tx.team.findFirst({ where: { key: team, archivedAt: null } });
  if (team !== undefined && !found) throw new AppError("invalid_input", `There is no team ${team}`);
  const user =
    agent === undefined
      ? null
      : await tx.user.findFirst({ where: { email: agent.toLowerCase(), deactivatedAt: null } });
  if (agent !== undefined && !user) throw new AppError("invalid_input", `There is no agent ${agent}`);
  return {
    channel: conversation.channel,
    strategy,
    teamId: found?.id ?? (user ? null : conversation.teamId),
    userId: user?.id ?? null,
    skills,
    assigneeId: conversation.assigneeId,
  };
}

/** Whether the customer is of the tier asked for, or of a higher one; the workspace's settings order the `tiers`. */
export async function isOfTier(
  tx: Transaction,
  { workspaceId, contactId }: Conversation,
  minimum: string,
): Promise<boolean> {
  const { settings } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const { tier } = await tx.contact.findUniqueOrThrow({ where: { id: contactId } });
  return reachesTier(settingsSchema.parse(settings).tiers, tier, minimum);
}

/** Only what was said: an empty list of skills leaves a rule's own. */
export function withoutUnsaid(request: RouteRequest): RouteRequest {
  const said = ([, value]: [string, unknown]) =>
    value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(request).filter(said));
}
