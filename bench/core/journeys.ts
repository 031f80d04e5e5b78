import { type JourneyDocument, journeyDocumentSchema } from "#core/journey/document.ts";
import type { JsonObject } from "#core/json.ts";

/** Ten nodes as people draw them, over and over: a question, what came of it, a wait. */
const PATTERN: [type: string, config: (index: number) => object][] = [
  [
    "send",
    () => ({
      text: "Hi {{ contact.firstName | default: 'there' }}, thank you for your order.",
      channel: "sms",
    }),
  ],
  ["wait", () => ({ for: "PT2H" })],
  [
    "ask",
    (index) => ({
      text: "When suits you, {{ contact.firstName }}?",
      saveAs: `slot${index}`,
      expect: "text",
      remind: { after: "PT1H", text: "Still there?" },
      timeout: "PT4H",
    }),
  ],
  [
    "branch",
    (index) => ({
      cases: [
        {
          outlet: "vip",
          when: {
            all: [
              { field: "contact.tags", op: "hasAny", value: ["vip"] },
              { field: `vars.slot${index - 1}`, op: "exists" },
            ],
          },
        },
      ],
    }),
  ],
  ["sentiment", () => ({})],
  [
    "update",
    () => ({
      changes: [
        { path: "vars.count", op: "increment" },
        { path: "contact.tags", op: "add", value: "seen" },
      ],
    }),
  ],
  ["assign", () => ({ skills: [{ key: "billing" }], note: "About {{ message.text }}" })],
  ["note", () => ({ text: "They said {{ message.text }}" })],
  ["send", () => ({ text: { default: "We call you", de: "Wir rufen an" } })],
  ["wait", () => ({ for: "P1D", jitter: "PT1H" })],
];

/** A journey of so many nodes, one after the other, with every second way out connected as well. */
export function drawJourney(size: number): JourneyDocument {
  const nodes = [
    { id: "start", type: "trigger.message", config: {} },
    ...Array.from({ length: size - 1 }, (_, index) => {
      const [type, config] = PATTERN[index % PATTERN.length] as (typeof PATTERN)[number];
      return { id: `n${index}`, type, config: config(index) as JsonObject };
    }),
  ];
  const ways: Record<string, string[]> = {
    ask: ["answered", "timeout"],
    branch: ["vip", "else"],
    sentiment: ["negative", "neutral", "positive"],
    assign: ["assigned", "nobody"],
    send: ["next", "failed"],
  };
  const edges = nodes.slice(0, -1).flatMap(({ id, type }, index) =>
    (ways[type] ?? ["next"]).map((outlet, way) => ({
      from: id,
      outlet,
      to: nodes[Math.min(nodes.length - 1, index + 1 + way)]?.id ?? "",
    })),
  );
  return journeyDocumentSchema.parse({ name: "Bench", nodes, edges });
}

/** A journey that goes in circles, so that one simulation makes many steps; it waits once a round. */
export const circling: JourneyDocument = journeyDocumentSchema.parse({
  name: "Circles",
  nodes: [
    { id: "start", type: "trigger.event", config: { event: "bench" } },
    { id: "wait", type: "wait", config: { for: "PT1M" } },
    {
      id: "branch",
      type: "branch",
      config: { cases: [{ outlet: "vip", when: { field: "contact.tags", op: "hasAny", value: ["vip"] } }] },
    },
    { id: "send", type: "send", config: { text: "Hello {{ contact.firstName }}" } },
    { id: "sentiment", type: "sentiment", config: {} },
    { id: "update", type: "update", config: { changes: [{ path: "vars.count", op: "increment" }] } },
  ],
  edges: [
    { from: "start", outlet: "next", to: "wait" },
    { from: "wait", outlet: "next", to: "branch" },
    { from: "branch", outlet: "vip", to: "send" },
    { from: "branch", outlet: "else", to: "send" },
    { from: "send", outlet: "next", to: "sentiment" },
    { from: "sentiment", outlet: "neutral", to: "update" },
    { from: "update", outlet: "next", to: "wait" },
  ],
  settings: { limits: { stepsPerDay: 10_000 } },
});
