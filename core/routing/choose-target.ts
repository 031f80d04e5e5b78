import { evaluate, type FieldLookup } from "#core/conditions/evaluate.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import { isOpenAt } from "#core/hours/is-open.ts";
import { reachesTier } from "#core/routing/reaches-tier.ts";
import type { RoutingAsked } from "#core/routing/routing-decision.ts";
import type {
  RoutingConversation,
  RoutingInput,
  RoutingRequest,
  RoutingRule,
  RoutingTeam,
  Strategy,
} from "#core/routing/routing-input.ts";
import type { RuleTarget } from "#core/routing/rule-target.ts";

/** An intent that is less sure than this is none, unless a rule says otherwise. */
const MIN_CONFIDENCE = 0.6;
const OFFER_TIMEOUT = "PT2M";

/** Where a conversation is to go, before anybody is looked at. */
export interface Target {
  rule: RoutingRule | null;
  strategy: Strategy;
  asked: RoutingAsked;
}

/** The first rule that fits, with what the request says of its own over it. */
export function chooseTarget(input: RoutingInput): Target {
  const { request = {}, conversation } = input;
  const isNamed = request.team !== undefined || request.agent !== undefined;
  const rule = isNamed ? null : (input.rules.find((candidate) => fits(candidate, input)) ?? null);
  const wanted: RoutingRequest & RuleTarget = { ...rule?.then, ...said(request) };
  const userId = wanted.agent === undefined ? null : agentId(input, wanted.agent);
  const asked: RoutingAsked = {
    userId,
    teamId: wanted.team === undefined ? (userId ? null : conversation.teamId) : teamId(input, wanted.team),
    skills: wanted.skills ?? [],
    minTier: wanted.minTier ?? null,
    priority: wanted.priority ?? null,
    mode: wanted.mode ?? "direct",
    offerTimeout: wanted.offerTimeout ?? OFFER_TIMEOUT,
    overflow: wanted.overflow
      ? { teamId: teamId(input, wanted.overflow.team), after: durationToMilliseconds(wanted.overflow.after) }
      : null,
    whenClosed: wanted.whenClosed === "overflow" ? "overflow" : "wait",
  };
  const home = asked.teamId === null ? undefined : findTeam(input, asked.teamId);
  return { rule, strategy: wanted.strategy ?? home?.strategy ?? "leastBusy", asked };
}

/** A rule that names what is not there any more fits nothing: the next one is asked. */
function fits(rule: RoutingRule, input: RoutingInput): boolean {
  const { conversation, settings, now } = input;
  const { team, agent, journey, overflow, minTier, whenClosed, minConfidence } = rule.then;
  if (journey !== undefined && conversation.runId) return false;
  if (minTier !== undefined && !reachesTier(settings.tiers, conversation.tier, minTier)) return false;
  const home = team === undefined ? undefined : findTeam(input, team);
  if (team !== undefined && !home) return false;
  if (overflow && !findTeam(input, overflow.team)) return false;
  if (agent !== undefined && !input.agents.some((each) => isAgent(each, agent))) return false;
  if (whenClosed === "nextRule" && home?.hours && !isOpenAt(home.hours, now)) return false;
  return evaluate(rule.when, withSureIntent(conversation, minConfidence), now, settings.timezone);
}

function withSureIntent(
  { intent, intentConfidence, lookup }: RoutingConversation,
  least = MIN_CONFIDENCE,
): FieldLookup {
  const isSure = intent !== null && (intentConfidence ?? 1) >= least;
  return (field, within) => {
    if (field === "conversation.intent") return isSure ? intent : undefined;
    return lookup(field, within);
  };
}

/** Only what was said: an empty list of skills leaves a rule's own. */
function said(request: RoutingRequest): RoutingRequest {
  const isSaid = ([, value]: [string, unknown]) =>
    value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(request).filter(isSaid));
}

function findTeam({ teams }: RoutingInput, named: string): RoutingTeam | undefined {
  return teams.find(({ id, key }) => id === named || key === named);
}

/** One that is not there is nobody's team, so that nobody fits. */
function teamId(input: RoutingInput, named: string): string {
  return findTeam(input, named)?.id ?? named;
}

function agentId({ agents }: RoutingInput, named: string): string {
  return agents.find((agent) => isAgent(agent, named))?.userId ?? named;
}

function isAgent({ userId, email }: { userId: string; email: string }, named: string): boolean {
  return userId === named || email.toLowerCase() === named.toLowerCase();
}
