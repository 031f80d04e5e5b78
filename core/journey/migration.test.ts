import { describe, expect, it } from "vitest";
import { MONDAY } from "#core/journey/__fixtures__/facts.ts";
import { DAY, HOUR, Player, planOf, SECOND } from "#core/journey/__fixtures__/player.ts";
import { type Migrated, migrateRun } from "#core/journey/advance/migrate-run.ts";
import { checkMigration, fateOf, type NodeMap } from "#core/journey/migration.ts";
import type { Plan } from "#core/journey/plan.ts";
import { nodeSteps } from "#nodes/steps.ts";

const trigger = { id: "start", type: "trigger.message" };
const exit = { id: "bye", type: "exit", config: { reason: "bye" } };
const later = { id: "later", type: "exit", config: { reason: "later" } };
const wait = (duration: string, id = "wait") => ({ id, type: "wait", config: { for: duration } });
const ask = (text: string, id = "ask") => ({
  id,
  type: "ask",
  config: { text, saveAs: "slot", timeout: "PT4H" },
});

const waiting = (duration: string, id = "wait") =>
  planOf([trigger, wait(duration, id), exit], [`start.next > ${id}`, `${id}.next > bye`]);
const asking = (text: string, id = "ask", end = exit) =>
  planOf([trigger, ask(text, id), end], [`start.next > ${id}`, `${id}.answered > ${end.id}`]);

function migrate(player: Player, to: Plan, nodeMap: NodeMap = {}): Migrated {
  const migration = {
    from: { plan: player.plan, versionId: "v1", number: 1 },
    to: { plan: to, versionId: "v2", number: 2 },
    nodeMap,
  };
  return migrateRun(migration, player.run, { now: player.now, facts: player.facts, steps: nodeSteps });
}

/** The run on its new version. */
function moved(player: Player, to: Plan, nodeMap: NodeMap = {}): Player {
  const result = migrate(player, to, nodeMap);
  if (result.kind !== "moved") throw new Error(JSON.stringify(result));
  const after = new Player(to, { now: player.now });
  after.run = result.advance.run;
  after.effects.push(...result.advance.effects);
  after.transitions.push(...result.advance.transitions);
  after.untaken.push(...result.advance.untaken);
  return after;
}

describe("a wait", () => {
  it("of another length counts from when the run came to it", () => {
    const player = new Player(waiting("P3D")).start().pass(HOUR);
    const after = moved(player, waiting("P1D"));
    expect(after.run).toMatchObject({ status: "waiting", position: { rest: { until: MONDAY + DAY } } });
    expect(after.transitions[0]).toMatchObject({
      kind: "migrated",
      why: "Moved from version 1 to version 2",
    });
    expect(after.ring().end).toBe("bye");
  });

  it("that is over under its new length goes on at once", () => {
    expect(moved(new Player(waiting("P3D")).start().pass(2 * HOUR), waiting("PT1H")).end).toBe("bye");
  });

  it("that is paused moves when it is resumed, where its length has changed", () => {
    const player = new Player(waiting("P3D")).start().control("pause");
    expect(migrate(player, waiting("P1D")).kind).toBe("later");
    expect(migrate(player, waiting("P3D")).kind).toBe("moved");
  });
});

describe("a wait for something", () => {
  const listening = (event: string, timeout: string) =>
    planOf(
      [
        trigger,
        { id: "listen", type: "waitFor", config: { events: [{ on: "event", name: event }], timeout } },
        exit,
        later,
      ],
      ["start.next > listen", "listen.happened > bye", "listen.timeout > later"],
    );
  const happens = (player: Player, name: string) =>
    player.apply({ kind: "happening", id: name, at: player.now, on: "event", name, data: {} });

  it("listens for what the new version says, for as long as is left of its time", () => {
    const after = moved(new Player(listening("paid", "P3D")).start().pass(HOUR), listening("booked", "P1D"));
    expect(after.run.position?.rest?.until).toBe(MONDAY + DAY);
    expect(happens(after, "paid").run.status).toBe("waiting");
    expect(happens(after, "booked").end).toBe("bye");
  });

  it("whose time is over under its new length times out", () => {
    const after = moved(
      new Player(listening("paid", "P3D")).start().pass(2 * HOUR),
      listening("paid", "PT1H"),
    );
    expect(after.end).toBe("later");
  });
});

describe("a question", () => {
  it("keeps what was answered already, and is read as the new version reads it", () => {
    const player = new Player(asking("When?")).start().outcome().say("Monday");
    const after = moved(player, asking("Which day suits you?", "ask", later));
    expect(after.pass(2 * SECOND).end).toBe("later");
    expect(after.run.vars).toEqual({ slot: "Monday" });
    expect(after.effects).toEqual([]);
  });

  it("goes to the step that it is mapped to, and is not asked again", () => {
    const after = moved(new Player(asking("When?")).start().outcome(), asking("When?", "day"), {
      ask: "day",
    });
    expect(after.run.position?.nodeId).toBe("day");
    expect(after.say("Tuesday").pass(2 * SECOND).end).toBe("bye");
  });

  it("that is on its way moves at its next rest", () => {
    const player = new Player(asking("When?")).start();
    expect(migrate(player, asking("When, please?")).kind).toBe("later");
    expect(migrate(player.outcome(), asking("When, please?")).kind).toBe("moved");
  });

  it("that was put off goes out as it was written", () => {
    const player = new Player(asking("When?")).start();
    player.outcome({ status: "later", at: MONDAY + HOUR, reason: "Quiet hours" });
    const after = moved(player, asking("Which day?"));
    expect(after.pass(HOUR).sending).toBe("When?");
  });
});

describe("a step that is no more", () => {
  const player = () => new Player(waiting("P3D")).start();
  const to = asking("When?");

  it("keeps its runs on their version while nobody says where they go", () => {
    expect(migrate(player(), to)).toEqual({
      kind: "refused",
      reason: "It stays on version 1: the version has no such step",
    });
  });

  it("leads them to another step, which they enter", () => {
    const after = moved(player(), to, { wait: "ask" });
    expect(after.sending).toBe("When?");
    expect(after.run.position).toMatchObject({ nodeId: "ask", visit: 3 });
  });

  it("does not have a held run speak: it goes there when it is released", () => {
    expect(migrate(player().control("hold"), to, { wait: "ask" }).kind).toBe("later");
  });

  it("ends them where that is said, also while they are paused, and gives back what they had kept", () => {
    const paused = new Player(asking("When?")).start().outcome().control("pause").say("Monday");
    const after = moved(paused, waiting("P1D"), { ask: null });
    expect(after.run).toMatchObject({ status: "exited", ended: { reason: "Version 2 has no place for it" } });
    expect(after.untaken).toHaveLength(1);
  });
});

describe("a stuck run", () => {
  const hello = (text: string) => ({ id: "hello", type: "send", config: { text } });
  const sends = (text: string) =>
    planOf([trigger, hello(text), exit], ["start.next > hello", "hello.next > bye"]);

  it("is stuck still, and tried again does what the new version says", () => {
    const after = moved(new Player(sends("Helo")).start().fail(), sends("Hello"));
    expect(after.run.status).toBe("stuck");
    expect(after.control("retry").sending).toBe("Hello");
  });

  it("at something that may have been sent keeps that as it was", () => {
    const unsure = new Player(sends("Helo")).start().outcome({ status: "unknown", reason: "Timed out" });
    const after = moved(unsure, sends("Hello"));
    expect(after.outcome().end).toBe("bye");
  });
});

describe("the check before a migration", () => {
  const from = planOf(
    [trigger, wait("PT1H"), ask("When?"), exit],
    ["start.next > wait", "wait.next > ask", "ask.answered > bye"],
  );
  const to = planOf([trigger, wait("PT5M", "ask"), exit], ["start.next > ask", "ask.next > bye"]);
  const check = (nodeMap: NodeMap = {}) =>
    checkMigration([{ plan: from, runs: { wait: 7, ask: 1 } }], to, nodeMap);

  it("names each step whose runs have no place, with how many they are", () => {
    expect(check().map(({ code, nodeId, message }) => [code, nodeId, message])).toEqual([
      ["occupied_node", "wait", "7 runs stand at “wait”, and the version has no such step"],
      [
        "incompatible_node",
        "ask",
        "1 run stands at “ask”, and it was a step of type “ask” and is one of type “wait” now",
      ],
    ]);
  });

  it("is content when every occupied step is mapped, and asks nothing of empty ones", () => {
    expect(check({ wait: "ask", ask: null })).toEqual([]);
    expect(checkMigration([{ plan: from, runs: {} }], to, {})).toEqual([]);
  });

  it("refuses a step that is not there, a trigger, and a slip of the pen", () => {
    expect(check({ wait: "nowhere", ask: "start", wiat: null }).map(({ code }) => code)).toEqual([
      "unknown_node",
      "incompatible_node",
      "unknown_node",
    ]);
  });

  it("adds up the runs of several versions", () => {
    const both = [
      { plan: from, runs: { wait: 2 } },
      { plan: waiting("PT2H"), runs: { wait: 3 } },
    ];
    expect(checkMigration(both, to, {})[0]?.message).toContain("5 runs stand");
  });

  it("keeps a run at the same step, and says whether that was changed", () => {
    expect(fateOf(waiting("PT1H"), waiting("PT1H"), "wait", {})).toMatchObject({
      kind: "keep",
      changed: false,
    });
    expect(fateOf(waiting("PT1H"), waiting("PT2H"), "wait", {})).toMatchObject({
      kind: "keep",
      changed: true,
    });
  });
});

it("a run that nobody has carried yet begins on the new version", () => {
  const player = new Player(waiting("PT1H"));
  const after = moved(player, asking("When?"));
  expect(after.start().sending).toBe("When?");
  expect(after.now).toBe(MONDAY);
});
