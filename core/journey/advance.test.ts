import { describe, expect, it } from "vitest";
import { MONDAY, messageOf } from "#core/journey/__fixtures__/facts.ts";
import { DAY, HOUR, MINUTE, Player, planOf, playNode, SECOND } from "#core/journey/__fixtures__/player.ts";
import { advance } from "#core/journey/advance.ts";
import { StepError, type Steps } from "#core/journey/step.ts";
import { nodeSteps } from "#nodes/steps.ts";

const trigger = { id: "start", type: "trigger.message" };
const exit = { id: "bye", type: "exit", config: { reason: "bye" } };
const hello = { id: "hello", type: "send", config: { text: "Hello {{ contact.firstName }}" } };
const ask = { id: "ask", type: "ask", config: { text: "When?", saveAs: "slot", timeout: "PT4H" } };
const wait = { id: "wait", type: "wait", config: { for: "PT1H" } };

const greeting = planOf(
  [trigger, hello, wait, exit],
  ["start.next > hello", "hello.next > wait", "wait.next > bye"],
);
const asking = planOf([trigger, ask, exit], ["start.next > ask", "ask.answered > bye"]);

const kinds = (player: Player) => player.transitions.map(({ kind, nodeId }) => `${kind} ${nodeId}`);

describe("advance", () => {
  it("walks until an effect, then until a wait, then to the end", () => {
    const player = new Player(greeting).start();
    expect(player.effects).toMatchObject([
      { key: "run-1:2", nodeId: "hello", effect: { text: "Hello Ann" } },
    ]);
    expect(player.run.status).toBe("running");
    player.outcome();
    expect(player.run).toMatchObject({
      status: "waiting",
      position: { nodeId: "wait", rest: { until: MONDAY + HOUR } },
    });
    player.ring();
    expect(player.run).toMatchObject({ status: "exited", position: null, ended: { reason: "bye" } });
    expect(kinds(player)).toEqual([
      "entered start",
      "left start",
      "entered hello",
      "effect hello",
      "outcome hello",
      "left hello",
      "entered wait",
      "waiting wait",
      "woken wait",
      "left wait",
      "entered bye",
      "ended bye",
    ]);
  });

  it("never changes the run that it was given", () => {
    const player = new Player(asking).start().outcome();
    const events = [
      () => player.say("Monday"),
      () => player.pass(2 * SECOND),
      () => player.control("pause"),
      () => player.control("resume"),
      () => player.control("skip"),
    ];
    for (const event of events) {
      const before = player.run;
      const copy = structuredClone(before);
      event();
      expect(before).toEqual(copy);
    }
  });

  it("takes a start once, and an outcome once", () => {
    const player = new Player(greeting).start().start();
    expect(player.effects).toHaveLength(1);
    const { key } = player.effect;
    player.outcome();
    const { run } = player;
    player.apply({ kind: "effect", key, at: player.now, outcome: { status: "done" } });
    player.apply({ kind: "effect", key: "run-1:99", at: player.now, outcome: { status: "done" } });
    expect(player.run).toEqual(run);
  });

  it("ignores a timer of an earlier visit, and one before its time", () => {
    const player = new Player(greeting).start().outcome();
    const { run } = player;
    player.apply({ kind: "timer", visit: 2, at: player.now + DAY });
    player.apply({ kind: "timer", visit: 3, at: player.now + HOUR - 1 });
    expect(player.run).toEqual(run);
  });

  it("ends as completed where nothing follows", () => {
    const plan = planOf([trigger, hello], ["start.next > hello"]);
    expect(new Player(plan).start().outcome().run).toMatchObject({ status: "completed", position: null });
  });

  it("gives back messages that nobody here waits for", () => {
    const player = new Player(greeting).start().outcome().say("Hi");
    expect(player.untaken).toMatchObject([{ kind: "message", id: "message-1" }]);
    player.ring().say("Still there?");
    expect(player.untaken).toHaveLength(2);
    expect(player.run.status).toBe("exited");
  });

  it("queues a message while an effect is under way, and offers it afterwards", () => {
    const player = new Player(asking).start().say("Monday").say("Monday", { id: "message-1" });
    expect(player.run.inbox).toHaveLength(1);
    expect(player.untaken).toEqual([]);
    player.outcome().pass(2 * SECOND);
    expect(player.end).toBe("bye");
    expect(player.run.vars).toEqual({ slot: "Monday" });
  });

  it("gives queued messages back once the run goes no further", () => {
    const player = new Player(greeting).start().say("One").say("Two").fail();
    expect(player.run.status).toBe("stuck");
    expect(player.untaken.map(({ id }) => id)).toEqual(["message-1", "message-2"]);
    expect(player.run.inbox).toEqual([]);
  });

  it("takes a message once, however often it comes", () => {
    const twice = { ...ask, id: "again" };
    const plan = planOf(
      [trigger, ask, twice, exit],
      ["start.next > ask", "ask.answered > again", "again.answered > bye"],
    );
    const player = new Player(plan)
      .start()
      .outcome()
      .say("Yes")
      .pass(2 * SECOND)
      .outcome();
    player.now += SECOND;
    player.say("Yes", { id: "message-1", at: player.now }).pass(2 * SECOND);
    expect(player.run.position?.nodeId).toBe("again");
  });

  it("lets an effect be put off, and asks for it again under the same key", () => {
    const player = new Player(greeting).start();
    const { key } = player.effect;
    player.outcome({ status: "later", at: player.now + MINUTE, reason: "Rate limited" });
    expect(player.run).toMatchObject({
      status: "waiting",
      position: { rest: { until: MONDAY + MINUTE, floor: true } },
    });
    player.ring();
    expect(player.run.status).toBe("running");
    expect(player.effects.map((effect) => effect.key)).toEqual([key, key]);
    expect(player.outcome().run.position?.nodeId).toBe("wait");
  });

  it("parks the run where a failure has no way out, with the provider's reason", () => {
    const player = new Player(greeting).start().fail("invalid_number", "No such number");
    expect(player.run).toMatchObject({
      status: "stuck",
      stuck: { code: "invalid_number", reason: "No such number" },
    });
    expect(player.transitions.at(-1)).toMatchObject({ kind: "stuck", nodeId: "hello" });
  });

  it("takes the answer that came while nobody knew whether the question had gone out", () => {
    const player = playNode("ask", { text: "How many?", expect: "number", saveAs: "count", retries: 1 });
    player.outcome({ status: "unknown", reason: "Timed out" });
    const message = messageOf({ id: "early", text: "7", at: player.now + 1 });
    player.apply({ kind: "message", id: "early", at: message.at, message });
    expect(player.untaken.map(({ id }) => id)).toEqual(["early"]);
    player.facts = { ...player.facts, message, recentMessages: [message] };
    player.now += 1_000;
    player.outcome();
    expect(player.ring().run.vars).toEqual({ count: 7 });
    expect(player.end).toBe("answered");
  });

  it("parks the run where an outcome is unknown, until it is settled", () => {
    const player = new Player(greeting).start().outcome({ status: "unknown", reason: "Timed out" });
    expect(player.run).toMatchObject({ status: "stuck", stuck: { code: "unknown_outcome" } });
    player.outcome();
    expect(player.run).toMatchObject({ status: "waiting", position: { nodeId: "wait" } });
    expect(player.run.stuck).toBeUndefined();
  });

  it("parks the run when it goes in circles, by its budget of steps a day", () => {
    const count = {
      id: "count",
      type: "update",
      config: { changes: [{ path: "vars.count", op: "increment" }] },
    };
    const nap = { id: "nap", type: "wait", config: { for: "PT1S" } };
    const settings = { limits: { stepsPerDay: 20 } };
    const plan = planOf(
      [trigger, count, nap],
      ["start.next > count", "count.next > nap", "nap.next > count"],
      { settings },
    );
    const player = new Player(plan).start();
    for (let turn = 0; turn < 30 && player.run.status === "waiting"; turn += 1) player.ring();
    expect(player.run).toMatchObject({ status: "stuck", stuck: { code: "step_budget" }, visits: 20 });
    player.pass(DAY).control("retry");
    expect(player.run).toMatchObject({ status: "waiting", vars: { count: 10 } });
  });

  it("parks the run when a step throws, names no outlet of its node, or waits for nothing", () => {
    const stepped = (step: Steps[string]) => {
      const { plan, facts, now, run } = new Player(greeting);
      const steps = { ...nodeSteps, send: step };
      return advance(plan, run, { kind: "start", id: "s", at: now }, { now, facts, steps }).run.stuck?.code;
    };
    const raise = (error: Error) => ({
      enter: () => {
        throw error;
      },
    });
    expect(stepped(raise(new Error("Oh")))).toBe("step_failed");
    expect(stepped(raise(new StepError("odd", "Oh")))).toBe("odd");
    expect(stepped({ enter: () => ({ kind: "go", outlet: "__proto__", why: "" }) })).toBe("unknown_outlet");
    expect(stepped({ enter: () => ({ kind: "wait", rest: { on: [], floor: false }, why: "" }) })).toBe(
      "step_failed",
    );
    const large = { blob: "x".repeat(300_000) };
    expect(stepped({ enter: () => ({ kind: "go", outlet: "next", why: "", vars: large }) })).toBe(
      "vars_too_large",
    );
  });

  it("parks the run when its template goes over a limit or its node has gone", () => {
    const endless = { ...hello, config: { text: "{% for i in (1..100000000) %}x{% endfor %}" } };
    const plan = planOf([trigger, endless], ["start.next > hello"]);
    expect(new Player(plan).start().run.stuck?.code).toBe("template_failed");
    const player = new Player(greeting).start().outcome();
    const gone = { ...greeting, nodes: { start: greeting.nodes.start as never } };
    const { run } = advance(
      gone,
      player.run,
      { kind: "timer", visit: 3, at: player.now + HOUR },
      { now: player.now + HOUR, facts: player.facts, steps: nodeSteps },
    );
    expect(run.stuck?.code).toBe("unknown_node");
  });

  it("opens a new visit for a second effect of one node", () => {
    const player = new Player(asking)
      .start()
      .outcome()
      .say("?", { text: " " })
      .pass(2 * SECOND);
    expect(player.effects.map(({ key }) => key)).toEqual(["run-1:2", "run-1:3"]);
  });
});

describe("an effect that is put off more than once", () => {
  it("keeps the places that it was given, whatever holds it next", () => {
    const plan = planOf(
      [
        { id: "start", type: "trigger.message" },
        { id: "hello", type: "send", config: { text: "Hello" } },
      ],
      ["start.next > hello"],
    );
    const player = new Player(plan).start();
    const later = (code: string, reserved?: Record<string, number>) =>
      player
        .outcome({ status: "later", at: player.now + 1, reason: code, code, ...(reserved && { reserved }) })
        .pass(1);
    later("rate_limit", { sends: 5 });
    later("floor");
    expect(player.run.position?.putOff).toMatchObject({ code: "floor", reserved: { sends: 5 } });
  });
});
