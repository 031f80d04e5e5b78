import { factsOf, MONDAY, messageOf } from "#core/journey/__fixtures__/facts.ts";
import { advance } from "#core/journey/advance.ts";
import { compile } from "#core/journey/compile.ts";
import type { CustomActivityCatalogue } from "#core/journey/custom-activity.ts";
import { type JourneyDocumentInput, journeyDocumentSchema } from "#core/journey/document.ts";
import type { EffectOutcome, KeyedEffect } from "#core/journey/effect.ts";
import type { Plan } from "#core/journey/plan.ts";
import type { ControlAction, Offer, RunEvent, RunState, Transition } from "#core/journey/run.ts";
import { startRun } from "#core/journey/start-run.ts";
import type { Facts, MessageFacts } from "#core/journey/variables.ts";
import type { JsonObject } from "#core/json.ts";
import { nodeDefinitions } from "#nodes/definitions.ts";
import { nodeSteps } from "#nodes/steps.ts";

type NodeInput = JourneyDocumentInput["nodes"][number];

export interface Setting {
  facts?: Partial<Facts>;
  settings?: JsonObject;
  customActivities?: CustomActivityCatalogue;
  now?: number;
}

/** Compiles nodes and edges written as `from.outlet > to`; throws what is wrong with them. */
export function planOf(
  nodes: NodeInput[],
  edges: string[],
  { settings, customActivities }: Setting = {},
): Plan {
  const document = journeyDocumentSchema.parse({
    name: "Test journey",
    nodes,
    edges: edges.map((edge) => {
      const [from = "", outlet = "", to = ""] = edge.split(/\.| > /);
      return { from, outlet, to };
    }),
    ...(settings ? { settings } : {}),
  });
  const options = { definitions: nodeDefinitions, ...(customActivities ? { customActivities } : {}) };
  const { plan, problems } = compile(document, options);
  if (!plan) throw new Error(JSON.stringify(problems, null, 2));
  return plan;
}

/** Plays a run by hand: a clock, a pending effect, and everything that came out. */
export class Player {
  readonly plan: Plan;
  facts: Facts;
  now: number;
  run: RunState;
  effects: KeyedEffect[] = [];
  transitions: Transition[] = [];
  untaken: Offer[] = [];
  private count = 0;

  constructor(plan: Plan, { facts, now = MONDAY }: Setting = {}) {
    this.plan = plan;
    this.facts = factsOf(facts);
    this.now = now;
    this.run = startRun({ id: "run-1", triggerNodeId: plan.triggers[0] ?? "", at: now });
  }

  apply(event: RunEvent): this {
    const { now, facts } = this;
    const result = advance(this.plan, this.run, event, { now, facts, steps: nodeSteps });
    this.run = result.run;
    this.effects.push(...result.effects);
    this.transitions.push(...result.transitions);
    this.untaken.push(...result.untaken);
    return this;
  }

  start(): this {
    return this.apply({ kind: "start", id: "start", at: this.now });
  }

  /** The effect under way. */
  get effect(): KeyedEffect {
    const effect = this.run.position?.effect;
    if (!effect) throw new Error(`There is no effect under way: ${JSON.stringify(this.run)}`);
    return effect;
  }

  /** The text of the message under way. */
  get sending(): string | undefined {
    const { effect } = this.effect;
    return effect.kind === "send" ? effect.text : undefined;
  }

  outcome(outcome: EffectOutcome = { status: "done" }): this {
    return this.apply({ kind: "effect", key: this.effect.key, at: this.now, outcome });
  }

  fail(code = "provider_down", reason = "The provider is down"): this {
    return this.outcome({ status: "failed", code, reason });
  }

  say(text: string, overrides: Partial<MessageFacts> = {}): this {
    this.count += 1;
    const id = overrides.id ?? `message-${this.count}`;
    const message = messageOf({ id, text, at: this.now, ...overrides });
    return this.apply({ kind: "message", id, at: this.now, message });
  }

  control(action: ControlAction, extra: Partial<Extract<RunEvent, { kind: "control" }>> = {}): this {
    this.count += 1;
    return this.apply({ kind: "control", id: `control-${this.count}`, at: this.now, action, ...extra });
  }

  /** Lets time pass; the run's timer fires if it falls due. */
  pass(milliseconds: number): this {
    this.now += milliseconds;
    const { position, status } = this.run;
    const until = position?.rest?.until;
    if (status !== "waiting" || !position || until === undefined || until > this.now) return this;
    return this.apply({ kind: "timer", visit: position.visit, at: this.now });
  }

  /** Lets time pass until the run's timer fires. */
  ring(): this {
    const until = this.run.position?.rest?.until;
    if (until === undefined) throw new Error("The run waits for no time");
    return this.pass(Math.max(0, until - this.now));
  }

  /** How the run ended, by the reason of the exit that it came to. */
  get end(): string | undefined {
    return this.run.ended?.reason;
  }
}

/** A run at one node whose every way out leads to an exit with the outlet's name as its reason. */
export function playNode(type: string, config: JsonObject, setting: Setting = {}): Player {
  const definition = nodeDefinitions[type as keyof typeof nodeDefinitions];
  const context = setting.customActivities ? { customActivities: setting.customActivities } : {};
  const outlets = definition.outlets(config as never, context).map(({ id }) => id);
  const exits = outlets.map((id) => ({ id: `to_${id}`, type: "exit", config: { reason: id } }));
  const edges = outlets.map((id) => `node.${id} > to_${id}`);
  const isTrigger = definition.family === "trigger";
  const trigger = isTrigger ? [] : [{ id: "trigger", type: "trigger.message", config: {} }];
  const first = isTrigger ? [] : ["trigger.next > node"];
  const plan = planOf([...trigger, { id: "node", type, config }, ...exits], [...first, ...edges], setting);
  return new Player(plan, setting).start();
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
