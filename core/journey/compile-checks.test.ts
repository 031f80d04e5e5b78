import { describe, expect, it } from "vitest";
import { type CompileOptions, compile } from "#core/journey/compile.ts";
import { journeyDocumentSchema } from "#core/journey/document.ts";
import type { JsonObject } from "#core/json.ts";
import { nodeDefinitions } from "#nodes/definitions.ts";

const trigger = { id: "start", type: "trigger.message" };

interface Drawn {
  nodes: { id: string; type: string; config?: JsonObject }[];
  edges: string[];
  settings?: JsonObject;
}

/** What is wrong, as `code path` or `code node path`. */
function problemsOf({ nodes, edges, settings }: Drawn, options: Partial<CompileOptions> = {}): string[] {
  const document = journeyDocumentSchema.parse({
    name: "Test",
    nodes: [trigger, ...nodes],
    edges: edges.map((edge) => {
      const [from, outlet, to] = edge.split(/\.| > /);
      return { from, outlet, to };
    }),
    ...(settings ? { settings } : {}),
  });
  return compile(document, { definitions: nodeDefinitions, ...options }).problems.map(
    ({ code, nodeId, path }) => [code, nodeId, path].filter((part) => part !== undefined).join(" "),
  );
}

describe("a loop without a wait", () => {
  const loop = (config: JsonObject, outlet: string, type = "wait") =>
    problemsOf({
      nodes: [{ id: "rest", type, config }],
      edges: ["start.next > rest", `rest.${outlet} > rest`],
    });

  it("is also one that leaves a wait by a way on which nothing is waited for", () => {
    expect(loop({ until: "2020-01-01" }, "past")).toEqual(["loop_without_wait rest"]);
    expect(loop({ untilOpen: "office" }, "next")).toEqual(["loop_without_wait rest"]);
    expect(loop({ for: "PT1H" }, "next")).toEqual([]);
    expect(loop({ until: "{{ now }}" }, "next")).toEqual([]);
  });

  it("is also a question that is asked again as soon as it cannot be sent", () => {
    const question = { text: "When?", saveAs: "slot" };
    expect(loop(question, "failed", "ask")).toEqual(["loop_without_wait rest"]);
    expect(loop(question, "suppressed", "ask")).toEqual(["loop_without_wait rest"]);
    expect(loop(question, "invalid", "ask")).toEqual([]);
  });
});

describe("settings", () => {
  const withSettings = (settings: JsonObject, options: Partial<CompileOptions> = {}) =>
    problemsOf(
      {
        nodes: [{ id: "ask", type: "ask", config: { text: "When?", saveAs: "slot" } }],
        edges: ["start.next > ask"],
        settings,
      },
      options,
    );

  it("read only variables that there are", () => {
    const when = { all: [{ field: "vars.slott", op: "exists" }] };
    expect(withSettings({ exitWhen: [{ on: "message", when }] })).toEqual([
      "unknown_variable settings.exitWhen.0.when.all.0.field",
    ]);
    const known = { field: "vars.slot", op: "exists" };
    expect(withSettings({ exitWhen: [{ on: "message", when: known }] })).toEqual([]);
    const goal = {
      event: "paid",
      within: "P1D",
      when: { field: "contact.nam", op: "exists" },
      value: "vars.sum",
    };
    expect(withSettings({ goal })).toContain("unknown_variable settings.goal.value");
  });

  it("begin a run by what is known when it begins", () => {
    expect(withSettings({ concurrencyKey: "{{ vars.slot }}" })).toEqual([
      "unknown_variable settings.concurrencyKey",
    ]);
    expect(withSettings({ concurrencyKey: "{{ contact.id }}" })).toEqual([]);
    expect(withSettings({ concurrencyKey: "{{ contact.id" })).toContain(
      "invalid_config settings.concurrencyKey",
    );
  });

  it("name only hours, audiences and intents that there are", () => {
    const references = { businessHours: ["office"], audience: ["vips"], intent: ["book"] };
    const when = {
      all: [
        { field: "hours.ofice.open", op: "eq", value: true },
        { field: "contact.audiences", op: "hasAny", value: ["vips", "vip"] },
        { field: "message.intent", op: "eq", value: "book" },
      ],
    };
    expect(withSettings({ exitWhen: [{ on: "message", when }] }, { references })).toEqual([
      "unknown_reference settings.exitWhen.0.when.all.0.field",
      "unknown_reference settings.exitWhen.0.when.all.1.value",
    ]);
  });
});

describe("conditions of nodes", () => {
  it("name only what there is", () => {
    const when = { field: "hours.ofice.open", op: "eq", value: true };
    const branch = { id: "branch", type: "branch", config: { cases: [{ outlet: "open", when }] } };
    expect(
      problemsOf(
        { nodes: [branch], edges: ["start.next > branch"] },
        { references: { businessHours: ["office"] } },
      ),
    ).toEqual(["unknown_reference branch cases.0.when.field"]);
  });
});

describe("the input of a custom activity", () => {
  const customActivities = {
    book: {
      name: "book",
      title: "Book",
      description: "Books",
      outputSchema: {},
      inputSchema: {
        type: "object",
        properties: { day: { type: "string" }, seats: { type: "integer", minimum: 1 } },
        required: ["day", "seats"],
        additionalProperties: false,
      },
    },
  };
  const check = (input: JsonObject) =>
    problemsOf(
      {
        nodes: [{ id: "book", type: "custom", config: { activity: "book", input } }],
        edges: ["start.next > book"],
      },
      { customActivities },
    );

  it("is held against its schema, field by field", () => {
    expect(check({ day: "Monday", seats: 2 })).toEqual([]);
    expect(check({ seats: 0 })).toEqual(["missing_config book input.day", "invalid_config book input.seats"]);
    expect(check({ day: "Monday", seats: 2, seat: 1 })).toEqual(["unknown_config book input.seat"]);
  });

  it("is not asked of what a template has yet to render", () => {
    expect(check({ day: "Monday", seats: "{{ contact.attributes.seats }}" })).toEqual([
      "unknown_variable book input.seats",
    ]);
    expect(check({ day: "Monday", seats: "two" })).toEqual(["invalid_config book input.seats"]);
  });
});
