import { AppError } from "#core/errors.ts";
import type { AssignEffect } from "#core/journey/effect.ts";
import type { RoutingRequest } from "#core/routing/routing-input.ts";
import type { RoutingWorld } from "#server/routing/load-world.ts";

/** What a journey or a person asks of routing. */
export type RouteRequest = Partial<Omit<AssignEffect, "kind">>;

/**
 * A request as `route` takes it, once what it names is there.
 * @throws AppError invalid_input where a team or agent is not there
 */
export function toRoutingRequest(
  { teams, agents }: RoutingWorld,
  { rules: _, note: __, queueFor, ...asked }: RouteRequest,
): RoutingRequest {
  const { team, agent } = asked;
  if (team !== undefined && !teams.some(({ key }) => key === team)) {
    throw new AppError("invalid_input", `There is no team ${team}`);
  }
  if (agent !== undefined && !agents.some(({ email }) => email === agent.toLowerCase())) {
    throw new AppError("invalid_input", `There is no agent ${agent}`);
  }
  return { ...asked, queues: queueFor !== undefined };
}
