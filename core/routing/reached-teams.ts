import { hoursAt } from "#core/hours/hours-at.ts";
import type { RoutingAsked } from "#core/routing/routing-decision.ts";
import type { RoutingInput, RoutingTeam } from "#core/routing/routing-input.ts";

/** The teams that a conversation has come to, its own first, and when that changes by itself. */
export interface ReachedTeams {
  /** In their order; null where it is for everybody. */
  teamIds: string[] | null;
  /** Those of them that are closed now. */
  closed: ReadonlySet<string>;
  /** When it goes on to the next team, or the first of these opens (epoch ms). */
  changesAt: number | null;
}

/**
 * From team to team, each after the time that it is given there; `overflow` at closing goes on at once. All that
 * were reached may take it: who has become free in its own team comes first.
 */
export function reachedTeams(asked: RoutingAsked, input: RoutingInput): ReachedTeams {
  const { teams, conversation, now } = input;
  if (!asked.teamId) return { teamIds: null, closed: new Set(), changesAt: null };
  const byId = new Map(teams.map((team) => [team.id, team]));
  const since = conversation.queuedSince ?? now;
  const reached = new Set([asked.teamId]);
  const closed = new Set<string>();
  const changes: number[] = [];
  let due = since;
  let at: string | null = asked.teamId;
  while (at !== null) {
    const team = byId.get(at);
    const hours = team?.hours ? hoursAt(team.hours, now) : { open: true };
    if (!hours.open) {
      closed.add(at);
      if (hours.opensAt) changes.push(hours.opensAt);
    }
    const next: RoutingTeam["overflow"] =
      (at === asked.teamId ? asked.overflow : null) ?? team?.overflow ?? null;
    at = null;
    if (!next || reached.has(next.teamId) || !byId.has(next.teamId)) continue;
    if (hours.open || asked.whenClosed !== "overflow") due += next.after;
    if (due > now) changes.push(due);
    else {
      reached.add(next.teamId);
      at = next.teamId;
    }
  }
  return { teamIds: [...reached], closed, changesAt: changes.length > 0 ? Math.min(...changes) : null };
}
