import { describe, expect, it } from "vitest";
import { factsOf, messageOf } from "#core/journey/__fixtures__/facts.ts";
import { Player, planOf } from "#core/journey/__fixtures__/player.ts";
import type { Json, JsonObject } from "#core/json.ts";

/** Milliseconds of processor time; others share the machine, so the clock says little. */
const MOST = 1_500;

const long = "x".repeat(9_000);
const templates: [what: string, template: string][] = [
  ["a loop of a hundred million", "{% for i in (1..100000000) %}x{% endfor %}"],
  [
    "loops in loops",
    "{% for a in (1..999) %}{% for b in (1..999) %}{% for c in (1..999) %}x{% endfor %}{% endfor %}{% endfor %}",
  ],
  ["a loop that says nothing", "{% for a in (1..99999) %}{% for b in (1..99999) %}{% endfor %}{% endfor %}"],
  ["a text that doubles", `{% assign t = '${long}' %}${"{% assign t = t | append: t %}".repeat(60)}{{ t }}`],
  [
    "a capture that doubles",
    `{% assign t = 'x' %}${"{% capture t %}{{ t }}{{ t }}{% endcapture %}".repeat(40)}`,
  ],
  ["ten thousand tags", "{{ contact.firstName }}".repeat(400)],
  ["deep conditions", `${"{% if true %}".repeat(500)}x${"{% endif %}".repeat(500)}`],
  ["filters without end", `{{ 'x' ${"| append: 'x' ".repeat(600)} }}`],
  ["a replacement of everything", `{{ '${long}' | replace: '', '${"y".repeat(500)}' }}`],
  ["splitting and joining", `{% assign l = '${long}' | split: '' %}{{ l | join: '${"z".repeat(500)}' }}`],
  ["a message as a template", "{{ message.text }}{{ message.text | escape | replace: '&', '&&&&' }}"],
];

const hostileText = `${"(a+)+$".repeat(1_000)}{{ contact.email }}{% for i in (1..99999999) %}${"a".repeat(20_000)}!`;
const facts = factsOf({ message: messageOf({ text: hostileText }) });

/** Plays a node and says how long that took. */
function timed(type: string, config: JsonObject): { player: Player; took: number } {
  const node = { id: "node", type, config };
  const player = new Player(planOf([{ id: "start", type: "trigger.message" }, node], ["start.next > node"]), {
    facts,
  });
  const before = process.cpuUsage();
  player.start();
  const { user, system } = process.cpuUsage(before);
  return { player, took: (user + system) / 1000 };
}

describe("a hostile template", { timeout: 60_000 }, () => {
  it.each(templates)("cannot hang a run: %s", (_what, template) => {
    const value = template as Json;
    const configs: [string, JsonObject][] = [
      ["send", { text: value }],
      ["note", { text: value }],
      ["update", { changes: [{ path: "vars.text", value }] }],
    ];
    for (const [type, config] of configs) {
      const { player, took } = timed(type, config);
      expect(took).toBeLessThan(MOST);
      expect(["running", "stuck", "completed"]).toContain(player.run.status);
    }
  });

  it("of a customer is text and nothing else", () => {
    const { player } = timed("send", { text: "You said {{ message.text }}" });
    expect(player.sending).toBe(`You said ${hostileText}`);
  });
});

describe("a hostile condition", { timeout: 60_000 }, () => {
  const leaf = (value: string): JsonObject => ({ field: "message.text", op: "matches", value });
  const conditions: [what: string, when: JsonObject][] = [
    ["an expression that backtracks", leaf("(a+)+$")],
    ["one that repeats repetitions", leaf("((a{1,30}){1,30})b")],
    ["one of many ways", leaf(`(${"a|".repeat(80)}b)*c`)],
    ["two hundred of them", { any: Array.from({ length: 199 }, (_, index) => leaf(`(a*)*${index}$`)) }],
    ["as deep as it may be", { not: { not: { not: { not: { not: { not: leaf("a*b") } } } } } }],
  ];

  it.each(conditions)("cannot hang a run: %s", (_what, when) => {
    const { player, took } = timed("branch", { cases: [{ outlet: "yes", when }] });
    expect(took).toBeLessThan(MOST * 4);
    expect(["stuck", "completed"]).toContain(player.run.status);
  });
});
