import { describe, expect, it } from "vitest";
import { MINUTE, type Player, playNode } from "#core/journey/__fixtures__/player.ts";
import { handoffConfigSchema, handoffDefinition } from "#nodes/handoff/definition.ts";

describe("handoff", () => {
  it("asks for a person with all that routing needs and what the journey found out", () => {
    const player = playNode("handoff", { team: "care", note: "For {{ contact.firstName }}" });
    expect(player.effect.effect).toEqual({
      kind: "handoff",
      team: "care",
      skills: [],
      mode: "direct",
      offerTimeout: "PT2M",
      note: "For Ann",
      summary: true,
      collected: [],
      waitForReturn: true,
    });
  });

  it("takes nothing along that only JavaScript knows by that name", () => {
    const player = playNode(
      "handoff",
      { collect: ["constructor"] },
      { settings: { inputs: ["constructor"] } },
    );
    expect(player.effect.effect).toMatchObject({ collected: [] });
  });

  it("leaves by accepted as soon as somebody has it, where it waits for no return", () => {
    const player = playNode("handoff", { waitForReturn: false });
    expect(player.outcome({ status: "done", outlet: "assigned" }).end).toBe("accepted");
  });

  it("rests without the floor while somebody has it, and leaves by returned when they are through", () => {
    const player = accepted();
    expect(player.run).toMatchObject({
      status: "waiting",
      position: { rest: { on: ["happening"], floor: false } },
    });
    expect(player.run.position?.rest?.until).toBeUndefined();
    expect(happens(player, "handoff", "returned").end).toBe("returned");
  });

  it("wants no message while somebody has it, and nobody else’s return", () => {
    const player = happens(accepted(), "handoff", "returned", "run-1:1").say("Are you there?");
    expect(player.run.status).toBe("waiting");
    expect(player.untaken.map(({ kind }) => kind)).toEqual(["happening", "message"]);
  });

  it("stays with the person when routing says once more that somebody has it", () => {
    expect(happens(accepted(), "routing", "assigned").run.status).toBe("waiting");
  });

  it.each(["nobody", "declined"])("leaves by timeout where routing says %s", (outlet) => {
    expect(playNode("handoff", {}).outcome({ status: "done", outlet }).end).toBe("timeout");
  });

  it("leaves by timeout when the queueing time is over", () => {
    expect(queued().pass(5 * MINUTE).end).toBe("timeout");
  });

  it("goes from the queue to the person who takes it", () => {
    const player = happens(queued(), "routing", "assigned");
    expect(player.run.status).toBe("waiting");
    expect(happens(player, "handoff", "returned").end).toBe("returned");
  });

  it("is given back when somebody resolves it from the queue", () => {
    expect(happens(queued(), "handoff", "returned").end).toBe("returned");
  });

  it("is stuck where routing fails", () => {
    expect(playNode("handoff", {}).fail().run.status).toBe("stuck");
  });

  it("refuses two ways of saying to whom", () => {
    expect(handoffConfigSchema.safeParse({ team: "care", agent: "a@b.co" }).success).toBe(false);
  });

  it("says on its card to whom", () => {
    expect(handoffDefinition.summary({ team: "care" })).toBe("Hand over to the team care");
    expect(handoffDefinition.summary({})).toBe("Hand over to a person");
  });
});

function accepted(): Player {
  return playNode("handoff", {}).outcome({ status: "done", outlet: "assigned" });
}

function queued(): Player {
  const player = playNode("handoff", { queueFor: "PT5M" });
  return player.outcome({ status: "done", result: { waitsFor: "queue" } });
}

function happens(
  player: Player,
  on: string,
  name: string,
  effectKey = `run-1:${player.run.position?.visit}`,
): Player {
  return player.apply({
    kind: "happening",
    id: `${on}-${name}-${effectKey}`,
    at: player.now,
    on,
    name,
    data: { effectKey },
  });
}
