import { describe, expect, it } from "vitest";
import { DAY, HOUR, Player, planOf } from "#core/journey/__fixtures__/player.ts";
import type { JsonObject } from "#core/json.ts";

const settings: JsonObject = {
  exitWhen: [
    { on: "status", name: "resolved" },
    { on: "event", name: "cancelled", when: { field: "event.properties.all", op: "eq", value: true } },
    { on: "message", when: { field: "message.text", op: "contains", value: "enough" } },
  ],
  goal: { event: "ordered", within: "P7D", value: "event.properties.total" },
};

const NODES = {
  wait: { type: "wait", config: { for: "PT1H" } },
  send: { type: "send", config: { text: "Hello" } },
  ask: { type: "ask", config: { text: "How?", saveAs: "how" } },
};

/** A run that stands at a node of a journey with exit rules and a goal. */
function at(node: keyof typeof NODES): Player {
  const plan = planOf(
    [
      { id: "start", type: "trigger.event", config: { event: "joined" } },
      { id: "node", ...NODES[node] },
      { id: "more", type: "send", config: { text: "More" } },
    ],
    ["start.next > node", node === "ask" ? "node.answered > more" : "node.next > more"],
    { settings },
  );
  return new Player(plan).start();
}

let count = 0;

function happens(player: Player, on: string, name: string, data: JsonObject = {}): Player {
  count += 1;
  return player.apply({ kind: "happening", id: `happening-${count}`, at: player.now, on, name, data });
}

const resolves = (player: Player) => happens(player, "status", "resolved");

describe("an exit rule", () => {
  it("ends a run that waits, with the reason", () => {
    expect(resolves(at("wait")).run).toMatchObject({
      status: "exited",
      ended: { reason: "Exit rule: status “resolved”" },
    });
  });

  it("ends a run that is held, paused or stuck", () => {
    expect(resolves(at("wait").control("hold")).run.status).toBe("exited");
    expect(resolves(at("wait").control("pause")).run.status).toBe("exited");
    expect(resolves(at("send").fail()).run.status).toBe("exited");
  });

  it("ends a run whose effect is skipped by a person, rather than letting it go on", () => {
    const player = resolves(at("send")).control("skip");
    expect(player.run).toMatchObject({
      status: "exited",
      ended: { reason: "Exit rule: status “resolved”" },
    });
  });

  it("ends a run in an effect when that has come out", () => {
    const player = resolves(at("send"));
    expect(player.run.status).toBe("running");
    player.outcome();
    expect(player.run).toMatchObject({ status: "exited", visits: 2 });
    expect(player.effects).toHaveLength(1);
  });

  it("ends it however the effect came out", () => {
    expect(resolves(at("send")).fail().run.status).toBe("exited");
    expect(resolves(at("send")).outcome({ status: "unknown", reason: "No answer" }).run.status).toBe(
      "exited",
    );
    const later = { status: "later", at: Date.now(), reason: "Too fast" } as const;
    expect(resolves(at("send")).outcome(later).run.status).toBe("exited");
  });

  it("ends a run whose effect is put off at once", () => {
    const player = at("send");
    player.outcome({ status: "later", at: player.now + HOUR, reason: "Too fast" });
    expect(resolves(player).run.status).toBe("exited");
  });

  it("holds only under its condition, which looks at what happened", () => {
    expect(happens(at("wait"), "event", "cancelled", { properties: { all: false } }).run.status).toBe(
      "waiting",
    );
    expect(happens(at("wait"), "event", "cancelled", { properties: { all: true } }).run.status).toBe(
      "exited",
    );
  });

  it("on a message lets the message go on to others", () => {
    const player = at("ask").outcome().say("that is enough");
    expect(player.run.status).toBe("exited");
    expect(player.untaken).toHaveLength(1);
  });

  it("on a message hears of one that somebody else took", () => {
    const message = { id: "m", text: "enough!", channel: "sms", at: 0, intent: null, sentiment: null };
    const player = happens(at("wait"), "message", "", { message });
    expect(player.run.status).toBe("exited");
  });
});

describe("a goal", () => {
  const orders = (player: Player) =>
    happens(player, "event", "ordered", { name: "ordered", properties: { total: 30 } });

  it("ends the run as reached, with its value", () => {
    const { run, transitions } = orders(at("wait"));
    expect(run).toMatchObject({ status: "exited", goal: { name: "ordered", value: 30 } });
    expect(transitions.some(({ kind }) => kind === "goal")).toBe(true);
  });

  it("counts after the run has ended, as long as it is in time", () => {
    const player = at("send").outcome().outcome();
    expect(player.run.status).toBe("completed");
    expect(orders(player).run).toMatchObject({ status: "completed", goal: { name: "ordered" } });
    const goals = player.transitions.filter(({ kind }) => kind === "goal");
    expect(orders(player).transitions.filter(({ kind }) => kind === "goal")).toEqual(goals);
  });

  it("does not count when it comes too late", () => {
    const player = at("send").outcome().outcome();
    player.now += 8 * DAY;
    expect(orders(player).run.goal).toBeUndefined();
  });
});
