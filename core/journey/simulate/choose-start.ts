import { chooseTrigger, matchTrigger, type Occasion } from "#core/journey/match-trigger.ts";
import type { Plan, PlanNode } from "#core/journey/plan.ts";
import type { SimulatedWorld } from "#core/journey/simulate/simulated-world.ts";
import type { SimulatedEvent } from "#core/journey/simulate/simulation.ts";
import { firstKnownZone } from "#core/journey/timezone.ts";
import { createLookup } from "#core/journey/variable-scope.ts";

export interface Start {
  triggerNodeId: string;
  at: number;
  /** What happens after the run has begun. */
  rest: SimulatedEvent[];
}

interface Scene {
  plan: Plan;
  world: SimulatedWorld;
  now: number;
  /** In order of time. */
  events: readonly SimulatedEvent[];
  triggerNodeId?: string;
}

const OCCASIONS: Record<string, SimulatedEvent["kind"]> = {
  "trigger.message": "message",
  "trigger.event": "event",
};

/**
 * Where and when a simulated run begins: at the trigger named, or with the first event that one waits for; else at
 * the first trigger that waits for neither messages nor events. Null where nothing starts it.
 */
export function chooseStart(scene: Scene): Start | null {
  const { plan, now, events } = scene;
  const named = scene.triggerNodeId === undefined ? undefined : plan.nodes[scene.triggerNodeId];
  if (named) return startAt(named, scene);
  for (const [index, event] of events.entries()) {
    const trigger = tellWorld(scene, event);
    if (trigger) return { triggerNodeId: trigger.id, at: event.at, rest: events.slice(index + 1) };
  }
  const other = triggersOf(plan).find(({ type }) => OCCASIONS[type] === undefined);
  const isQuiet = !events.some(({ kind }) => kind === "message" || kind === "event");
  const first = other ?? (isQuiet ? triggersOf(plan)[0] : undefined);
  return first ? { triggerNodeId: first.id, at: now, rest: [...events] } : null;
}

/** The trigger named; a first event of its kind is what sets it off. */
function startAt(trigger: PlanNode, { world, now, events }: Scene): Start {
  const [first, ...rest] = events;
  if (!first || first.kind !== OCCASIONS[trigger.type]) {
    return { triggerNodeId: trigger.id, at: now, rest: [...events] };
  }
  if (first.kind === "message") world.hear(first);
  if (first.kind === "event") world.count(first, true);
  return { triggerNodeId: trigger.id, at: first.at, rest };
}

/** Lets the world know of an event before the run has begun. @returns the trigger that it sets off */
function tellWorld({ plan, world }: Scene, event: SimulatedEvent): PlanNode | undefined {
  if (event.kind === "message") {
    const startsConversation = world.factsAt(event.at).recentMessages.length === 0;
    const message = world.hear(event);
    const occasion = { kind: "message", message, account: event.account ?? "", startsConversation } as const;
    return findTrigger(plan, world, occasion, event.at);
  }
  if (event.kind === "event") {
    world.count(event, true);
    return findTrigger(plan, world, { kind: "event", name: event.name }, event.at);
  }
  if (event.kind === "contact") world.changeContact(event.changes);
  if (event.kind === "outcome") world.arm(event);
  return undefined;
}

function findTrigger(
  plan: Plan,
  world: SimulatedWorld,
  occasion: Occasion,
  now: number,
): PlanNode | undefined {
  const facts = world.factsAt(now);
  const lookup = createLookup({ facts, vars: {}, run: null, now });
  const zone = firstKnownZone(facts.contact.timezone, facts.workspace.timezone);
  const fitting = triggersOf(plan).filter((trigger) =>
    matchTrigger(trigger, occasion, { lookup, now, zone }),
  );
  const candidates = fitting.map((node) => ({
    node,
    priority: typeof node.config.priority === "number" ? node.config.priority : 0,
    publishedAt: 0,
  }));
  return chooseTrigger(candidates)?.node;
}

function triggersOf(plan: Plan): PlanNode[] {
  return plan.triggers.flatMap((id) => plan.nodes[id] ?? []);
}
