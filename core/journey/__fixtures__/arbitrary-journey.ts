import fc from "fast-check";
import { arbitraryOf } from "#core/journey/__fixtures__/arbitrary-config.ts";
import type { EffectOutcome } from "#core/journey/effect.ts";
import { LISTENABLE } from "#core/journey/happening.ts";
import type { Plan, PlanNode } from "#core/journey/plan.ts";
import type { ControlAction } from "#core/journey/run.ts";
import { DEFAULT_SETTINGS, type JourneySettings } from "#core/journey/settings.ts";
import type { JsonObject } from "#core/json.ts";
import { findNodeDefinition, NODE_TYPES } from "#nodes/definitions.ts";

const exitRules: NonNullable<JourneySettings["exitWhen"]> = [
  { on: "message", when: { field: "message.text", op: "eq", value: "stop" } },
  { on: "contact" },
  { on: "event", name: "paid" },
];

const sampleConfigs: [type: string, config: JsonObject][] = [
  ["send", { text: "Hello {{ contact.firstName }} {{ vars.answer }}" }],
  ["send", { text: "{% for i in (1..100000000) %}x{% endfor %}" }],
  ["ask", { text: "How many?", saveAs: "answer", expect: "number", retries: 1, timeout: "PT10M" }],
  ["ask", { text: "Yes?", saveAs: "answer", remind: { after: "PT2M", text: "Well?" }, timeout: "PT5M" }],
  ["wait", { for: "PT1M" }],
  ["wait", { for: "PT1M", jitter: "PT1M" }],
  ["wait", { until: "2020-01-01" }],
  ["wait", { untilField: { path: "contact.attributes.renewal", offset: "-P1D" } }],
  ["branch", { cases: [{ outlet: "yes", when: { field: "vars.answer", op: "exists" } }] }],
  ["sentiment", {}],
  ["update", { changes: [{ path: "vars.count", op: "increment" }] }],
  ["update", { changes: [{ path: "contact.tags", op: "add", value: "x" }] }],
  ["assign", {}],
  ["note", { text: "Note" }],
  ["resolve", { reason: "done" }],
  ["custom", { activity: "look-up", input: { count: "{{ vars.count }}" } }],
  ["exit", {}],
];

type Drawn = [type: string, config: JsonObject];

/** Nodes of a type with whatever its own schema takes. */
function arbitraryNode(type: string): fc.Arbitrary<Drawn> {
  const { config: schema } = definitionOf(type);
  const isValid = (config: unknown) => schema.safeParse(config).success;
  const any = arbitraryOf(schema);
  // Rules over several fields refuse many; one that is known to be good stands in.
  const good = fc.sample(any, { numRuns: 500, seed: 1 }).find(isValid);
  if (good === undefined) throw new Error(`No config of “${type}” could be made up: add a value to the pool`);
  return fc
    .array(any, { minLength: 4, maxLength: 4 })
    .map((configs) => [type, (configs.find(isValid) ?? good) as JsonObject]);
}

function definitionOf(type: string) {
  const definition = findNodeDefinition(type);
  if (!definition) throw new Error(`There is no node of type “${type}”`);
  return definition;
}

const isTrigger = (type: string) => type.startsWith("trigger.");

/** Of every type there is: telling samples, and whatever the schema takes. */
const anyNode = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...sampleConfigs) },
  {
    weight: 1,
    arbitrary: fc.oneof(...NODE_TYPES.filter((type) => !isTrigger(type)).map(arbitraryNode)),
  },
);

const anyTrigger = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Drawn>(["trigger.message", {}]) },
  { weight: 1, arbitrary: fc.oneof(...NODE_TYPES.filter(isTrigger).map(arbitraryNode)) },
);

const anySettings: fc.Arbitrary<JourneySettings> = fc
  .record({
    exitWhen: fc.option(fc.constantFrom(...exitRules), { freq: 4, nil: undefined }),
    goal: fc.option(fc.constant({ event: "paid", within: "P1D" }), { freq: 4, nil: undefined }),
  })
  .map(({ exitWhen, goal }) => ({
    ...DEFAULT_SETTINGS,
    limits: { stepsPerDay: 40 },
    ...(exitWhen ? { exitWhen: [exitWhen] } : {}),
    ...(goal ? { goal } : {}),
  }));

/** Any plan of a few nodes of all types: also ones that `compile` would refuse, with loops that never rest. */
export const arbitraryPlan: fc.Arbitrary<Plan> = fc
  .tuple(
    anyTrigger,
    fc.array(fc.tuple(anyNode, fc.array(fc.nat(9), { minLength: 6, maxLength: 6 })), {
      minLength: 1,
      maxLength: 8,
    }),
    anySettings,
  )
  .map(([trigger, choices, settings]) => {
    const all = [[trigger, [0]] as [Drawn, number[]], ...choices];
    const nodes = all.map(([[type, config], targets], index): [string, PlanNode] => {
      const definition = definitionOf(type);
      const parsed = definition.config.parse(config) as JsonObject;
      const outlets = definition.outlets(parsed).map(({ id }, outlet): [string, string | null] => {
        // The trigger leads to the first node; a target past the end is an outlet that leads nowhere.
        const target = index === 0 ? 1 : 1 + (targets[outlet] ?? 0);
        return [id, target < all.length ? `n${target}` : null];
      });
      return [`n${index}`, { id: `n${index}`, type, config: parsed, outlets: Object.fromEntries(outlets) }];
    });
    return { schemaVersion: 1, key: "any", nodes: Object.fromEntries(nodes), triggers: ["n0"], settings };
  });

/** What may happen next to a run; resolved against the run when its turn comes. */
export type Move =
  | { kind: "message"; text: string; age: number }
  | { kind: "repeat"; back: number }
  /** `isAnswer`: it names the effect of the visit, as the answer to it does. */
  | { kind: "happening"; on: string; name?: string; isAnswer: boolean }
  /** With `outlet` the node's outlet of that number, round and round. */
  | { kind: "outcome"; outcome: EffectOutcome; outlet?: number }
  | { kind: "staleOutcome" }
  | { kind: "pass"; seconds: number }
  | { kind: "ring" }
  | { kind: "staleTimer"; visit: number }
  | { kind: "control"; action: ControlAction; expired: "fire" | "restart"; resendUnknown: boolean };

const outcome: fc.Arbitrary<EffectOutcome> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<EffectOutcome>({ status: "done", result: { found: true } }) },
  { weight: 1, arbitrary: fc.constant<EffectOutcome>({ status: "done", outlet: "assigned" }) },
  { weight: 1, arbitrary: fc.constant<EffectOutcome>({ status: "done", outlet: "no_such" }) },
  { weight: 1, arbitrary: fc.constant<EffectOutcome>({ status: "failed", code: "down", reason: "Down" }) },
  {
    weight: 1,
    arbitrary: fc.constant<EffectOutcome>({ status: "suppressed", code: "stop", reason: "Stopped" }),
  },
  { weight: 1, arbitrary: fc.constant<EffectOutcome>({ status: "unknown", reason: "Timed out" }) },
  {
    weight: 1,
    arbitrary: fc.constant<EffectOutcome>({
      status: "later",
      at: 0,
      reason: "Busy",
    }),
  },
);

const happening: fc.Arbitrary<Move> = fc
  .record({
    kind: fc.constant("happening" as const),
    on: fc.constantFrom(...LISTENABLE, "routing", "handoff", "journey", "sla", "conversation"),
    name: fc.option(fc.constantFrom("paid", "completed", "assigned", "accepted", "returned", "answer"), {
      nil: undefined,
    }),
    isAnswer: fc.boolean(),
  })
  .map(({ name, ...rest }) => ({ ...rest, ...(name === undefined ? {} : { name }) }));

/** Moves of the world. */
export const arbitraryMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("message" as const),
      text: fc.constantFrom("5", "yes", "?", "", "stop"),
      age: fc.constantFrom(0, 0, 90_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("repeat" as const), back: fc.nat(5) }) },
  { weight: 3, arbitrary: happening },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("outcome" as const),
      outcome: fc.constantFrom<EffectOutcome>(
        { status: "done" },
        { status: "done", result: { waitsFor: "offer", text: "yes", value: { day: "Monday" } } },
        { status: "done", result: { waitsFor: "queue", confidence: 1 } },
      ),
      outlet: fc.nat(5),
    }),
  },
  { weight: 6, arbitrary: outcome.map((result) => ({ kind: "outcome" as const, outcome: result })) },
  { weight: 1, arbitrary: fc.constant({ kind: "staleOutcome" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("pass" as const), seconds: fc.constantFrom(1, 2, 30, 600) }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: "ring" as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("staleTimer" as const), visit: fc.nat(10) }) },
);

/** Moves of a person at the controls. */
export const arbitraryControl: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant("control" as const),
  action: fc.constantFrom<ControlAction>("hold", "release", "pause", "resume", "retry", "skip", "stop"),
  expired: fc.constantFrom("fire" as const, "restart" as const),
  resendUnknown: fc.boolean(),
});
