import { describe, expect, it } from "vitest";
import { type Compilation, type CompileOptions, compile } from "#core/journey/compile.ts";
import { type JourneyDocumentInput, journeyDocumentSchema } from "#core/journey/document.ts";
import { planHash } from "#core/journey/plan-hash.ts";
import { PROBLEM_CODES, type Problem } from "#core/journey/problem.ts";
import { nodeDefinitions } from "#nodes/definitions.ts";

type Options = Omit<CompileOptions, "definitions">;

function compileDraft(draft: Partial<JourneyDocumentInput>, options: Options = {}): Compilation {
  const document = journeyDocumentSchema.parse({ name: "Missed call", nodes: [], edges: [], ...draft });
  return compile(document, { definitions: nodeDefinitions, ...options });
}

type Nodes = JourneyDocumentInput["nodes"];

const trigger = { id: "start", type: "trigger.message", config: {} };
const edge = (from: string, outlet: string, to: string) => ({ from, outlet, to });

/** A trigger that leads to one node. */
function compileNode(type: string, config: Record<string, unknown>, options?: Options): Problem[] {
  const nodes: Nodes = [trigger, { id: "node", type, config: config as never }];
  return compileDraft({ nodes, edges: [edge("start", "next", "node")] }, options).problems;
}

const shown = new Set<string>();

function expectProblem(problems: Problem[], expected: Partial<Problem>): Problem {
  const found = problems.find((problem) => problem.code === expected.code);
  expect(problems).toContainEqual(expect.objectContaining(expected));
  shown.add(expected.code ?? "");
  for (const { message, hint } of problems) {
    expect(message).not.toBe("");
    expect(hint ?? "").not.toBe("");
  }
  return found as Problem;
}

describe("compile", () => {
  it("makes a plan of a sound document: defaults applied, every outlet resolved, no layout", () => {
    const { plan, problems } = compileDraft({
      nodes: [
        trigger,
        {
          id: "ask",
          label: "When?",
          type: "ask",
          config: { text: "When?", saveAs: "slot" },
          position: { x: 1, y: 2 },
        },
        { id: "bye", type: "exit" },
      ],
      edges: [edge("start", "next", "ask"), edge("ask", "answered", "bye")],
    });
    expect(problems).toEqual([]);
    expect(plan).toMatchObject({
      key: "missed_call",
      triggers: ["start"],
      settings: { onHumanReply: "hold" },
    });
    expect(plan?.nodes.ask).toMatchObject({
      label: "When?",
      config: { retries: 2, timeout: "P1D", collect: "PT2S", channel: "reply" },
      outlets: { answered: "bye", invalid: null, timeout: null, failed: null, suppressed: null },
    });
    expect(JSON.stringify(plan)).not.toContain("position");
  });

  it("unknown_type: names the type meant", () => {
    const found = expectProblem(compileNode("snd", {}), {
      code: "unknown_type",
      nodeId: "node",
      severity: "error",
    });
    expect(found.hint).toBe("Did you mean “send”?");
    expectProblem(compileNode("constructor", {}), { code: "unknown_type" });
  });

  it("missing_config: names the field by its title", () => {
    const found = expectProblem(compileNode("ask", { text: "When?" }), {
      code: "missing_config",
      nodeId: "node",
      path: "saveAs",
    });
    expect(found.message).toBe("“Save the answer as” is missing");
    expectProblem(compileNode("send", {}), { code: "missing_config", path: "text" });
    expectProblem(compileNode("wait", {}), { code: "missing_config", path: "for" });
    expectProblem(compileNode("note", {}), { code: "missing_config", path: "text" });
    expectProblem(compileNode("branch", { cases: [{ outlet: "yes" }] }), {
      code: "missing_config",
      path: "cases.0.when",
    });
  });

  it.each([
    ["wait", { for: "2 hours" }, "for"],
    ["wait", { for: "PT0S" }, "for"],
    ["wait", { for: "PT1H", until: "2026-05-01" }, "until"],
    ["wait", { for: "PT1H", timezone: "Mars/Olympus" }, "timezone"],
    ["wait", { until: "soon" }, "until"],
    ["send", { text: "Hi", template: { key: "a" } }, "template"],
    ["send", { text: "Hi", purpose: "marketing", ignoreQuietHours: true }, "ignoreQuietHours"],
    ["send", { text: 5 }, "text"],
    ["send", { text: { de: "Hallo", default: 1 } }, "text.default"],
    ["send", { text: "{{ contact.firstName" }, "text"],
    ["send", { text: "{{ 'a' | shout }}" }, "text"],
    ["ask", { text: "a", saveAs: "Slot one" }, "saveAs"],
    ["ask", { text: "a", saveAs: "a", expect: "regex", pattern: "(?<=a)b" }, "pattern"],
    ["ask", { text: "a", saveAs: "a", retries: 11 }, "retries"],
    ["branch", { cases: [{ outlet: "else", when: { all: [] } }] }, "cases.0.outlet"],
    [
      "branch",
      { cases: [{ outlet: "a", when: { field: "message.text", op: "gt", value: 1 } }] },
      "cases.0.when.op",
    ],
    ["sentiment", { negativeBelow: 0.5, positiveAbove: 0 }, "positiveAbove"],
    ["assign", { team: "a", agent: "a@b.co" }, "agent"],
    ["update", { changes: [{ path: "contact.id", value: 1 }] }, "changes.0.path"],
    ["update", { changes: [{ path: "contact.email", op: "add", value: 1 }] }, "changes.0.op"],
  ])("invalid_config: %s %j at %s", (type, config, path) => {
    expectProblem(compileNode(type, config), {
      code: "invalid_config",
      nodeId: "node",
      path,
      severity: "error",
    });
  });

  it("invalid_config: a value that is none of those possible gets the one meant", () => {
    const found = expectProblem(compileNode("send", { text: "a", channel: "smss" }), {
      code: "invalid_config",
      path: "channel",
    });
    expect(found.hint).toBe("Did you mean “sms”?");
  });

  it("unknown_config: names the setting meant, at any depth", () => {
    const found = expectProblem(compileNode("ask", { text: "a", saveAs: "a", timout: "P1D" }), {
      code: "unknown_config",
      path: "timout",
    });
    expect(found.hint).toBe("Did you mean “timeout”?");
    expectProblem(compileNode("send", { text: "a", buttons: [{ id: "a", label: "A", colour: 1 }] }), {
      code: "unknown_config",
      path: "buttons.0.colour",
    });
  });

  it("reads the settings too", () => {
    const { problems } = compileDraft({
      nodes: [trigger],
      settings: { timezone: "Nowhere", reentri: "once", quietHours: { from: "22:00" } },
    });
    expectProblem(problems, { code: "unknown_config", path: "settings.reentri" });
    expectProblem(problems, { code: "invalid_config", path: "settings.timezone" });
    expectProblem(problems, { code: "missing_config", path: "settings.quietHours.to" });
  });

  it("dangling_edge: an end that does not exist, or a way into a trigger", () => {
    const nodes: Nodes = [trigger, { id: "greet", type: "send", config: { text: "Hi" } }];
    const edges = [
      edge("start", "next", "greet"),
      edge("greet", "next", "gret"),
      edge("gone", "next", "greet"),
    ];
    const found = expectProblem(compileDraft({ nodes, edges }).problems, {
      code: "dangling_edge",
      nodeId: "greet",
      path: "edges.1",
    });
    expect(found.hint).toBe("Did you mean “greet”?");
    expectProblem(compileDraft({ nodes: [trigger], edges: [edge("start", "next", "start")] }).problems, {
      code: "dangling_edge",
    });
  });

  it("unknown_outlet: names the outlet meant", () => {
    const nodes: Nodes = [trigger, { id: "bye", type: "exit", config: {} }];
    const found = expectProblem(compileDraft({ nodes, edges: [edge("start", "nxt", "bye")] }).problems, {
      code: "unknown_outlet",
      nodeId: "start",
    });
    expect(found.hint).toBe("Did you mean “next”?");
  });

  it("outlet_used_twice: one way out leads to one node", () => {
    const nodes: Nodes = [trigger, { id: "a", type: "exit" }, { id: "b", type: "exit" }];
    expectProblem(
      compileDraft({ nodes, edges: [edge("start", "next", "a"), edge("start", "next", "b")] }).problems,
      {
        code: "outlet_used_twice",
        nodeId: "start",
        path: "edges.1",
      },
    );
  });

  it("duplicate_id: two nodes with one id", () => {
    expectProblem(compileDraft({ nodes: [trigger, trigger] }).problems, {
      code: "duplicate_id",
      nodeId: "start",
    });
  });

  it("no_trigger: nothing ever starts it", () => {
    expectProblem(compileDraft({}).problems, { code: "no_trigger", severity: "error" });
  });

  it("unreachable_node: no trigger leads to it", () => {
    const { problems } = compileDraft({ nodes: [trigger, { id: "lost", type: "exit", label: "Lost" }] });
    const found = expectProblem(problems, { code: "unreachable_node", nodeId: "lost" });
    expect(found.message).toBe("No trigger leads to “Lost”");
  });

  it("loop_without_wait: a cycle in which nothing rests", () => {
    const nodes: Nodes = [
      trigger,
      { id: "a", type: "sentiment", config: {} },
      { id: "b", type: "send", config: { text: "Hi" } },
      { id: "c", type: "wait", config: { for: "PT1H" } },
    ];
    const spinning = [
      edge("start", "next", "a"),
      edge("a", "neutral", "b"),
      edge("b", "next", "a"),
      edge("a", "negative", "c"),
    ];
    expectProblem(compileDraft({ nodes, edges: spinning }).problems, {
      code: "loop_without_wait",
      nodeId: "a",
    });
    const resting = [
      edge("start", "next", "a"),
      edge("a", "neutral", "b"),
      edge("b", "next", "c"),
      edge("c", "next", "a"),
    ];
    expect(compileDraft({ nodes, edges: resting }).problems).toEqual([]);
  });

  it("unknown_reference: what the workspace does not have, by kinds it is told", () => {
    const found = expectProblem(
      compileNode("assign", { team: "sale" }, { references: { team: ["sales", "care"] } }),
      {
        code: "unknown_reference",
        path: "team",
      },
    );
    expect(found.hint).toBe("Did you mean “sales”?");
    expect(compileNode("assign", { team: "sale" })).toEqual([]);
  });

  it("shows every code in a test", () => {
    expect([...shown, "unknown_variable"].sort()).toEqual([...PROBLEM_CODES].sort());
  });
});

describe("unknown_variable", () => {
  it.each([
    ["{{ contact.fistName }}", "Did you mean “contact.firstName”?"],
    ["{{ contact }}", "Choose one of its fields"],
    ["{{ firstName }}", "Did you mean “contact.firstName”?"],
    ["{{ contact.firstName.length }}", "Did you mean “contact.firstName”?"],
    ["{{ contact.favouriteColourOfAll }}", "There are contact.firstName"],
    ["{{ whatever.it.is }}", "Variables begin with"],
    ["{{ hours.main.open }}", "for conditions only"],
    ["{{ vars.slot }}", "Add a question that saves"],
  ])("is an error for %s", (text, hint) => {
    const [problem] = compileNode("send", { text });
    expect(problem).toMatchObject({ code: "unknown_variable", severity: "error", path: "text" });
    expect(problem?.hint).toContain(hint);
  });

  it.each(["{{ contact.attributes.plan }}", "{{ conversation.memory.topic }}", "{{ event.properties.id }}"])(
    "is a warning for %s, and none where it is known",
    (text) => {
      expect(compileNode("send", { text })).toMatchObject([
        { code: "unknown_variable", severity: "warning" },
      ]);
      const knownVariables = new Set([text.slice(3, -3)]);
      expect(compileNode("send", { text }, { knownVariables })).toEqual([]);
    },
  );

  it("is none for what the journey itself writes, for lists' ends and for loops", () => {
    const nodes: Nodes = [
      trigger,
      { id: "set", type: "update", config: { changes: [{ path: "contact.attributes.plan", value: "pro" }] } },
      {
        id: "say",
        type: "send",
        config: {
          text: "{{ contact.attributes.plan }}{{ contact.tags[0] }}{% for t in contact.tags %}{{ t }}{% endfor %}",
        },
      },
    ];
    const edges = [edge("start", "next", "set"), edge("set", "next", "say")];
    expect(compileDraft({ nodes, edges }).problems).toEqual([]);
  });

  it("is an error in conditions as in templates", () => {
    const when = {
      all: [{ not: { field: "contact.fistName", op: "exists" } }, { field: "links.csat", op: "exists" }],
    };
    expect(compileNode("branch", { cases: [{ outlet: "yes", when }] })).toMatchObject([
      { code: "unknown_variable", path: "cases.0.when.all.0.not.field" },
      { code: "unknown_variable", path: "cases.0.when.all.1.field" },
    ]);
  });

  it("follows what is saved along the ways of the journey", () => {
    const ask = (id: string, saveAs: string) => ({ id, type: "ask", config: { text: "?", saveAs } });
    const say = (id: string, name: string) => ({ id, type: "send", config: { text: `{{ vars.${name} }}` } });
    const before = compileDraft({
      nodes: [trigger, say("early", "slot"), ask("ask", "slot"), say("late", "slot")],
      edges: [edge("start", "next", "early"), edge("early", "next", "ask"), edge("ask", "answered", "late")],
    });
    expect(before.problems).toMatchObject([{ code: "unknown_variable", nodeId: "early" }]);
    expect(before.problems[0]?.message).toContain("not saved yet");
    const looping = compileDraft({
      nodes: [trigger, say("early", "slot"), ask("ask", "slot")],
      edges: [edge("start", "next", "early"), edge("early", "next", "ask"), edge("ask", "answered", "early")],
    });
    expect(looping.problems).toEqual([]);
  });
});

describe("custom activities", () => {
  const customActivities = {
    "check-order": {
      name: "check-order",
      title: "Check order",
      description: "Looks an order up",
      inputSchema: {},
      outputSchema: {},
      outlets: [
        { id: "shipped", label: "Shipped" },
        { id: "failed", label: "Failed" },
      ],
    },
  };

  it("bring their own ways out and save under their name", () => {
    const nodes: Nodes = [
      trigger,
      {
        id: "check",
        type: "custom",
        config: { activity: "check-order", input: { id: "{{ message.text }}" } },
      },
      { id: "say", type: "send", config: { text: "{{ vars.checkOrder.status }}" } },
    ];
    const edges = [edge("start", "next", "check"), edge("check", "shipped", "say")];
    const { plan, problems } = compileDraft({ nodes, edges }, { customActivities });
    expect(problems).toEqual([]);
    expect(Object.keys(plan?.nodes.check?.outlets ?? {})).toEqual(["shipped", "failed"]);
  });

  it("are unknown_reference where there is none of the name", () => {
    const problems = compileNode("custom", { activity: "check-ordr" }, { customActivities });
    expect(problems).toMatchObject([{ code: "unknown_reference", hint: "Did you mean “check-order”?" }]);
  });
});

describe("planHash", () => {
  const draft = (x: number, text = "Hi"): Partial<JourneyDocumentInput> => ({
    nodes: [
      { ...trigger, position: { x, y: 0 } },
      { id: "say", type: "send", config: { text, channel: "sms" }, description: `drawn at ${x}` },
    ],
    edges: [edge("start", "next", "say")],
  });
  const hashOf = (input: Partial<JourneyDocumentInput>) => {
    const { plan } = compileDraft(input);
    return plan && planHash(plan);
  };

  it("stays when nodes are moved, described or written in another order, and changes with what they do", () => {
    expect(hashOf(draft(0))).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf(draft(500))).toBe(hashOf(draft(0)));
    const reversed = { ...draft(0), nodes: [...(draft(0).nodes ?? [])].reverse() };
    expect(hashOf(reversed)).toBe(hashOf(draft(0)));
    expect(hashOf(draft(0, "Hello"))).not.toBe(hashOf(draft(0)));
  });
});
