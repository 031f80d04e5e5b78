import { z } from "zod";
import { CHANNELS } from "#core/channel.ts";
import type { FieldLookup } from "#core/conditions/evaluate.ts";
import { type BusinessWeek, isOpenAt } from "#core/hours/is-open.ts";
import { isRecord } from "#core/json.ts";
import type { RoutingAgent, RoutingInput, RoutingRequest, RoutingRule } from "#core/routing/routing-input.ts";
import { RULE_STRATEGIES } from "#core/routing/rule-target.ts";

/** What conditions may ask for that is kept with every decision. Attributes and memory may be personal, and are not. */
const KEPT_FIELDS = [
  "contact.locale",
  "contact.timezone",
  "contact.tier",
  "contact.tags",
  "conversation.status",
  "conversation.channel",
  "conversation.startedChannel",
  "conversation.priority",
  "conversation.intent",
  "conversation.sentiment",
  "conversation.language",
  "conversation.startedAt",
  "conversation.tags",
] as const;

/** Stands for hours that are closed at the moment of the decision. */
const CLOSED: BusinessWeek = { timezone: "UTC", weekly: {}, holidays: [] };

const counts = z.record(z.string(), z.number());
const text = z.string().nullable();

/** What a decision saw, small enough to be kept with it: hours, shifts and leave as they were at that moment. */
export const routingSnapshotSchema = z.object({
  version: z.literal(1),
  now: z.number(),
  conversation: z.object({
    channel: z.enum(CHANNELS),
    intent: text,
    intentConfidence: z.number().nullable(),
    sentiment: z.number().nullable(),
    language: text,
    tier: text,
    priority: z.enum(["low", "normal", "high", "urgent"]),
    runId: text,
    teamId: text,
    assigneeId: text,
    queuedSince: z.number().nullable(),
    knownBy: z.array(z.object({ userId: z.string(), at: z.number() })),
    declinedBy: z.array(z.string()),
  }),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])),
  request: z.custom<RoutingRequest>(isRecord).optional(),
  agents: z.array(
    z.object({
      userId: z.string(),
      presence: z.enum(["online", "busy", "away", "offline"]),
      teamIds: z.array(z.string()),
      skills: counts,
      languages: z.array(z.string()),
      capacity: counts,
      open: counts,
      onShift: z.boolean(),
      onLeave: z.boolean(),
      lastAssignedAt: z.number().nullable(),
    }),
  ),
  teams: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      name: z.string(),
      open: z.boolean(),
      // Not there in what was kept before teams had one.
      strategy: z.enum(RULE_STRATEGIES).nullable().default(null),
      overflow: z.object({ teamId: z.string(), after: z.number() }).nullable(),
    }),
  ),
  settings: z.object({ tiers: z.array(z.string()), timezone: z.string() }),
});

export type RoutingSnapshot = z.output<typeof routingSnapshotSchema>;

/** What is kept of a decision's input, so that other rules can be asked the same question later. */
export function snapshotOf({
  conversation,
  request,
  agents,
  teams,
  settings,
  now,
}: RoutingInput): RoutingSnapshot {
  const { lookup, ...plain } = conversation;
  const facts = KEPT_FIELDS.map((field) => [field, lookup(field) ?? null]);
  return {
    version: 1,
    now,
    conversation: plain,
    facts: Object.fromEntries(facts),
    ...(request && { request }),
    agents: agents.map(({ email: _, shifts, leave, ...agent }) => ({
      ...agent,
      open: agent.open as Record<string, number>,
      onShift: shifts === null || isOpenAt(shifts, now),
      onLeave: leave.some(({ from, to }) => from <= now && now < to),
    })),
    teams: teams.map(({ hours, ...team }) => ({ ...team, open: hours === null || isOpenAt(hours, now) })),
    settings,
  };
}

export interface Recall {
  rules: RoutingRule[];
  /** By user id: what rules name agents by. */
  emails: ReadonlyMap<string, string>;
  /** Answers for what was not kept. */
  otherwise: FieldLookup;
}

/** The input that a snapshot was made of, with other rules. */
export function inputFrom(snapshot: RoutingSnapshot, { rules, emails, otherwise }: Recall): RoutingInput {
  const { conversation, facts, request, now, settings } = snapshot;
  const lookup: FieldLookup = (field, within) =>
    Object.hasOwn(facts, field) ? facts[field] : otherwise(field, within);
  return {
    conversation: { ...conversation, lookup },
    ...(request && { request }),
    rules,
    agents: snapshot.agents.map(
      ({ onShift, onLeave, ...agent }): RoutingAgent => ({
        ...agent,
        email: emails.get(agent.userId) ?? "",
        shifts: onShift ? null : CLOSED,
        leave: onLeave ? [{ from: now, to: now + 1 }] : [],
      }),
    ),
    teams: snapshot.teams.map(({ open, ...team }) => ({ ...team, hours: open ? null : CLOSED })),
    settings,
    now,
  };
}

/** Whether every decision keeps what a condition asks for by this field. */
export function isKept(field: string): boolean {
  return (KEPT_FIELDS as readonly string[]).includes(field);
}
