import fc from "fast-check";
import type { EffectOutcome } from "#core/journey/effect.ts";
import type { Plan, PlanNode } from "#core/journey/plan.ts";
import type { ControlAction } from "#core/journey/run.ts";
import { DEFAULT_SETTINGS } from "#core/journey/settings.ts";
import type { JsonObject } from "#core/json.ts";
import { findNodeDefinition } from "#nodes/definitions.ts";

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

/** Any plan of a few nodes: also ones that `compile` would refuse, with loops that never rest. */
export const arbitraryPlan: fc.Arbitrary<Plan> = fc
  .array(fc.tuple(fc.constantFrom(...sampleConfigs), fc.array(fc.nat(9), { minLength: 6, maxLength: 6 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((choices) => {
    const all: typeof choices = [
      [
        ["trigger.message", {}],
        [0, 0, 0, 0, 0, 0],
      ],
      ...choices,
    ];
    const nodes = all.map(([[type, config], targets], index): [string, PlanNode] => {
      const definition = findNodeDefinition(type);
      const parsed = definition?.config.parse(config) as JsonObject;
      const outlets = (definition?.outlets(parsed) ?? []).map(({ id }, outlet): [string, string | null] => {
        // The trigger leads to the first node; a target past the end is an outlet that leads nowhere.
        const target = index === 0 ? 1 : 1 + (targets[outlet] ?? 0);
        return [id, target < all.length ? `n${target}` : null];
      });
      return [`n${index}`, { id: `n${index}`, type, config: parsed, outlets: Object.fromEntries(outlets) }];
    });
    const settings = { ...DEFAULT_SETTINGS, limits: { stepsPerDay: 40 } };
    return { schemaVersion: 1, key: "any", nodes: Object.fromEntries(nodes), triggers: ["n0"], settings };
  });

/** What may happen next to a run; resolved against the run when its turn comes. */
export type Move =
  | { kind: "message"; text: string; age: number }
  | { kind: "repeat"; back: number }
  | { kind: "happening" }
  | { kind: "outcome"; outcome: EffectOutcome }
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

/** Moves of the world. */
export const arbitraryMove: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("message" as const),
      text: fc.constantFrom("5", "yes", "?", ""),
      age: fc.constantFrom(0, 0, 90_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("repeat" as const), back: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.constant({ kind: "happening" as const }) },
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
