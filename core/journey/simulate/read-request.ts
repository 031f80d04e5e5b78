import type { SimulateRequest } from "#core/api/simulate.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import type { EffectOutcome } from "#core/journey/effect.ts";
import type { SimulatedEvent, SimulatedOutcomes, Simulation } from "#core/journey/simulate/simulation.ts";
import type { ContactFacts, ConversationFacts, Facts } from "#core/journey/variables.ts";

type Asked = SimulateRequest["events"][number];
type Ground = Pick<Simulation, "plan" | "steps" | "facts" | "hours">;

/** A simulation as it was asked for over the API, against a plan and what is known of the contact. */
export function readSimulation(request: SimulateRequest, ground: Ground, now: number): Simulation {
  const start = request.start === undefined ? now : Date.parse(request.start);
  return {
    ...ground,
    facts: withRequest(ground.facts, request, start),
    now: start,
    runId: `simulation-${request.seed}`,
    ...(request.trigger === undefined ? {} : { triggerNodeId: request.trigger }),
    events: request.events.map((event) => readEvent(event, start)),
    outcomes: request.outcomes as SimulatedOutcomes,
    limits: { steps: request.limits.steps, time: durationToMilliseconds(request.limits.time) },
  };
}

/** What can be seen of somebody of whom nothing is known. */
export function madeUpFacts(seed: string): Facts {
  return {
    contact: {
      id: `contact-${seed}`,
      firstName: null,
      lastName: null,
      name: null,
      email: null,
      phone: null,
      locale: null,
      timezone: null,
      tier: null,
      tags: [],
      attributes: {},
    },
    conversation: null,
    message: null,
    recentMessages: [],
    event: null,
    agent: null,
    workspace: { name: "Workspace", timezone: "UTC" },
    hours: {},
    consent: {},
    verified: { level: 0 },
    audiences: [],
  };
}

function withRequest(facts: Facts, request: SimulateRequest, start: number): Facts {
  const { id: _contact, attributes = {}, ...fields } = request.contact;
  const { contact } = facts;
  const named: ContactFacts = {
    ...contact,
    ...given(fields),
    attributes: { ...contact.attributes, ...attributes },
  };
  const parts = [named.firstName, named.lastName].filter(Boolean).join(" ");
  const { firstName, lastName, name } = request.contact;
  if (name === undefined && (firstName ?? lastName)) named.name = parts;
  return { ...facts, contact: named, conversation: conversationOf(facts.conversation, request, start) };
}

function conversationOf(
  known: ConversationFacts | null,
  { conversation }: SimulateRequest,
  start: number,
): ConversationFacts | null {
  if (!conversation) return known;
  const { id: _id, ...fields } = conversation;
  const channel = fields.channel ?? known?.channel ?? "webchat";
  const fresh: ConversationFacts = {
    id: "conversation-1",
    status: "new",
    channel,
    startedChannel: channel,
    priority: "normal",
    intent: null,
    sentiment: null,
    language: null,
    startedAt: new Date(start).toISOString(),
    tags: [],
    attributes: {},
    memory: {},
  };
  return { ...fresh, ...known, ...given(fields) };
}

/** Without the fields that are not set, which would hide what is known. */
function given<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

function readEvent(event: Asked, start: number): SimulatedEvent {
  const at = momentOf(event.at, start);
  if (event.kind === "outcome") {
    const { node, outcome } = event;
    const settled = outcome as EffectOutcome;
    return { kind: "outcome", at, outcome: settled, ...(node === undefined ? {} : { nodeId: node }) };
  }
  return given({ ...event, at }) as SimulatedEvent;
}

function momentOf(moment: string, start: number): number {
  const after = durationToMilliseconds(moment);
  return Number.isNaN(after) ? Date.parse(moment) : start + after;
}
