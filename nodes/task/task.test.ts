import { describe, expect, it } from "vitest";
import { HOUR, type Player, playNode } from "#core/journey/__fixtures__/player.ts";
import type { JsonObject } from "#core/json.ts";
import { taskDefinition } from "#nodes/task/definition.ts";

const config = { title: "Call {{ contact.firstName }}", due: "PT2H" };

describe("task", () => {
  it("gives it with its due time, and goes on at once", () => {
    const player = playNode("task", { ...config, assignee: "care" });
    expect(player.effect.effect).toEqual({
      kind: "task",
      title: "Call Ann",
      assignee: "care",
      dueAt: player.now + 2 * HOUR,
    });
    expect(player.outcome().end).toBe("next");
  });

  it("rests without the floor until it is done, where it waits for that", () => {
    const player = given();
    expect(player.run).toMatchObject({
      status: "waiting",
      position: { rest: { floor: false, until: player.now + 2 * HOUR } },
    });
    expect(happens(player, "completed").end).toBe("next");
  });

  it("leaves by overdue when it is not done in time", () => {
    expect(given().pass(2 * HOUR).end).toBe("overdue");
  });

  it("waits as long as it takes where nothing is due", () => {
    const player = playNode("task", { title: "Call", waitForDone: true }).outcome();
    expect(player.run.position?.rest).toEqual({ on: ["happening"], floor: false });
  });

  it("moves its wait with the due time", () => {
    const player = given();
    const dueAt = player.now + 5 * HOUR;
    happens(player, "moved", { dueAt });
    expect(player.pass(4 * HOUR).run.status).toBe("waiting");
    expect(player.pass(1 * HOUR).end).toBe("overdue");
    expect(happens(given(), "moved", { dueAt: null }).run.position?.rest?.until).toBeUndefined();
  });

  it("goes on where it is not to be done any more", () => {
    expect(happens(given(), "cancelled").end).toBe("next");
  });

  it("wants nothing of another task, and no message", () => {
    const player = happens(given(), "completed", { effectKey: "run-1:1" }).say("Hello?");
    expect(player.run.status).toBe("waiting");
    expect(player.untaken.map(({ kind }) => kind)).toEqual(["happening", "message"]);
  });

  it("is stuck where it cannot be given", () => {
    expect(playNode("task", config).fail().run.status).toBe("stuck");
  });

  it("says on its card what is to be done", () => {
    expect(taskDefinition.summary({ title: "Call back" })).toBe("Task “Call back”");
  });
});

function given(): Player {
  return playNode("task", { ...config, waitForDone: true }).outcome();
}

function happens(player: Player, name: string, data: JsonObject = {}): Player {
  const effectKey = `run-1:${player.run.position?.visit}`;
  const id = `task-${name}`;
  return player.apply({
    kind: "happening",
    id,
    at: player.now,
    on: "task",
    name,
    data: { effectKey, ...data },
  });
}
