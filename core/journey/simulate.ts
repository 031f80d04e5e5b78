import { findPlanNode } from "#core/journey/advance/draft.ts";
import { advance } from "#core/journey/advance.ts";
import type { KeyedEffect } from "#core/journey/effect.ts";
import {
  ENDED_STATUSES,
  type Offer,
  type RunEvent,
  type RunState,
  type Transition,
} from "#core/journey/run.ts";
import { chooseStart } from "#core/journey/simulate/choose-start.ts";
import { describeEnd } from "#core/journey/simulate/describe-end.ts";
import { listSteps } from "#core/journey/simulate/list-steps.ts";
import { SimulatedWorld } from "#core/journey/simulate/simulated-world.ts";
import type {
  SimulatedEffect,
  SimulatedEvent,
  Simulation,
  SimulationLimits,
  SimulationResult,
} from "#core/journey/simulate/simulation.ts";
import { startRun } from "#core/journey/start-run.ts";
import type { JsonObject } from "#core/json.ts";

type ContactChanges = Extract<SimulatedEvent, { kind: "contact" }>["changes"];

const CALLS_A_STEP = 10;
const LIMITS: SimulationLimits = { steps: 10_000, time: 366 * 86_400_000 };

/**
 * Plays one run of a plan under a virtual clock, by the same `advance` and the same steps as the engine, in a world
 * that is made up: nothing is sent and nothing is stored. The same simulation always has the same result.
 */
export function simulate(simulation: Simulation): SimulationResult {
  return new Simulator(simulation).play();
}

class Simulator {
  readonly #simulation: Simulation;
  readonly #world: SimulatedWorld;
  readonly #limits: SimulationLimits;
  readonly #effects: SimulatedEffect[] = [];
  readonly #transitions: Transition[] = [];
  readonly #untaken: Offer[] = [];
  #events: readonly SimulatedEvent[];
  /** How many of the events have been. */
  #told = 0;
  #now: number;
  #calls = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.#world = new SimulatedWorld(simulation);
    this.#limits = { ...LIMITS, ...simulation.limits };
    this.#events = [...simulation.events].sort((left, right) => left.at - right.at);
    this.#now = simulation.now;
  }

  play(): SimulationResult {
    const { plan, triggerNodeId, runId = "simulation" } = this.#simulation;
    const scene = { plan, world: this.#world, now: this.#now, events: this.#events };
    const start = chooseStart(triggerNodeId === undefined ? scene : { ...scene, triggerNodeId });
    if (!start) return this.#result(null);
    this.#events = start.rest;
    this.#now = Math.max(this.#now, start.at);
    const begun = startRun({ id: runId, triggerNodeId: start.triggerNodeId, at: this.#now });
    let run = this.#apply(begun, { kind: "start", id: "start", at: this.#now });
    const until = this.#now + this.#limits.time;
    while (!ENDED_STATUSES.has(run.status)) {
      // An effect that is put off for ever makes no visits, and yet never ends.
      const { steps } = this.#limits;
      const isTooLong = run.visits > steps || this.#calls > CALLS_A_STEP * steps;
      const isOver = isTooLong || this.#simulation.isTired?.() === true;
      const event = isOver ? "limit" : this.#next(run, until);
      if (event === "limit" || event === "unknown") return this.#result(run, event);
      if (!event) break;
      run = this.#apply(run, event);
    }
    return this.#result(run);
  }

  #apply(run: RunState, event: RunEvent): RunState {
    this.#calls += 1;
    const { plan, steps } = this.#simulation;
    const now = this.#now;
    const result = advance(plan, run, event, { now, facts: this.#world.factsAt(now), steps });
    for (const transition of result.transitions) this.#transitions.push(transition);
    for (const offer of result.untaken) this.#untaken.push(offer);
    return result.run;
  }

  /** The outcome of the effect under way, else the earlier of the run's deadline and the next event. */
  #next(run: RunState, until: number): RunEvent | "limit" | "unknown" | undefined {
    const { position, status } = run;
    if (status === "running" && position?.effect) return this.#perform(position.effect);
    const awaitsCustomer = status === "waiting" && position?.rest?.on.includes("message") === true;
    if (awaitsCustomer && !this.#isKnown(run)) return "unknown";
    for (;;) {
      const due = status === "waiting" ? position?.rest?.until : undefined;
      const event = this.#events[this.#told];
      const at = Math.min(due ?? Number.POSITIVE_INFINITY, event?.at ?? Number.POSITIVE_INFINITY);
      if (at === Number.POSITIVE_INFINITY) return undefined;
      if (at > until) return "limit";
      this.#now = Math.max(this.#now, at);
      if (position && due !== undefined && due <= at) {
        return { kind: "timer", visit: position.visit, at: this.#now };
      }
      this.#told += 1;
      if (event && (event.kind === "message" || event.kind === "control") && !this.#isKnown(run, event)) {
        if (awaitsCustomer) return "unknown";
        continue;
      }
      const told = event && this.#tell(event, run);
      if (told) return told;
    }
  }

  #isKnown({ startedAt }: RunState, next?: SimulatedEvent): boolean {
    return this.#simulation.isAnswerKnown?.({ startedAt, effects: this.#effects }, next) ?? true;
  }

  #perform(keyed: KeyedEffect): RunEvent {
    const { key, nodeId, visit, effect } = keyed;
    const at = this.#now;
    const outcome = this.#world.perform(keyed, findPlanNode(this.#simulation.plan, nodeId), at);
    this.#effects.push({ at, nodeId, visit, key, effect, outcome });
    return { kind: "effect", key, at, outcome };
  }

  /** What an event means to the run; undefined where it only changes the world. */
  #tell(event: SimulatedEvent, { id: runId, position }: RunState): RunEvent | undefined {
    const at = this.#now;
    const id = `${event.kind}-${this.#told}`;
    switch (event.kind) {
      case "message": {
        const message = this.#world.hear(event);
        return { kind: "message", id: message.id, at, message };
      }
      case "event":
        this.#world.count(event, false);
        return {
          kind: "happening",
          id,
          at,
          on: "event",
          name: event.name,
          data: {
            name: event.name,
            properties: event.properties ?? {},
            occurredAt: new Date(event.at).toISOString(),
          },
        };
      case "contact": {
        this.#world.changeContact(event.changes);
        return { kind: "happening", id, at, on: "contact", data: { fields: fieldsOf(event.changes) } };
      }
      case "happening": {
        const { on, name, data } = event;
        const own: JsonObject = { effectKey: `${runId}:${position?.visit ?? 0}`, ...data };
        return { kind: "happening", id, at, on, ...(name === undefined ? {} : { name }), data: own };
      }
      case "control":
        return { ...event, id, at };
      case "outcome": {
        const waiting = position?.effect;
        if (waiting && (event.nodeId ?? waiting.nodeId) === waiting.nodeId) {
          return { kind: "effect", key: waiting.key, at, outcome: event.outcome };
        }
        this.#world.arm(event);
        return undefined;
      }
    }
  }

  #result(run: RunState | null, cut?: "limit" | "unknown"): SimulationResult {
    return {
      ...describeEnd(this.#simulation.plan, run, cut),
      startedAt: run?.startedAt ?? null,
      endedAt: this.#now,
      run,
      steps: listSteps(this.#simulation.plan, this.#transitions),
      transitions: this.#transitions,
      effects: this.#effects,
      untaken: this.#untaken,
      facts: this.#world.factsAt(this.#now),
    };
  }
}

/** Paths of what changes, as an update of the contact names them. */
function fieldsOf({ attributes = {}, ...changes }: ContactChanges): string[] {
  const plain = Object.keys(changes).map((name) => `contact.${name}`);
  return [...plain, ...Object.keys(attributes).map((name) => `contact.attributes.${name}`)];
}
