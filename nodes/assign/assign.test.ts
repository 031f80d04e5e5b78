import { describe, expect, it } from "vitest";
import { MINUTE, type Player, playNode, SECOND } from "#core/journey/__fixtures__/player.ts";
import { RULE_STRATEGIES } from "#core/routing/rule-target.ts";
import { assignDefinition } from "#nodes/assign/definition.ts";

describe("assign", () => {
  it("asks for a person with all that routing needs", () => {
    const player = playNode("assign", {
      team: "care",
      skills: [{ key: "german" }],
      note: "About {{ contact.firstName }}",
      queueFor: "PT5M",
    });
    expect(player.effect.effect).toEqual({
      kind: "assign",
      team: "care",
      skills: [{ key: "german", level: 1 }],
      mode: "direct",
      offerTimeout: "PT2M",
      queueFor: "PT5M",
      note: "About Ann",
    });
  });

  it.each(RULE_STRATEGIES)("asks to choose by %s", (strategy) => {
    expect(playNode("assign", { strategy }).effect.effect).toMatchObject({ kind: "assign", strategy });
  });

  it.each(["assigned", "nobody", "declined"])("leaves by %s where routing says so", (outlet) => {
    expect(playNode("assign", {}).outcome({ status: "done", outlet }).end).toBe(outlet);
  });

  it("is stuck where routing fails, and assigned where it says no more than done", () => {
    expect(playNode("assign", {}).fail().run.status).toBe("stuck");
    expect(playNode("assign", {}).outcome().end).toBe("assigned");
  });

  it("rests without the floor until routing tells it, where it waits in the queue", () => {
    const player = queued();
    expect(player.run).toMatchObject({
      status: "waiting",
      position: { rest: { on: ["happening"], floor: false, until: player.now + 5 * MINUTE } },
    });
    expect(answer(player, "assigned").end).toBe("assigned");
  });

  it("leaves by nobody when the queueing time is over, but not where somebody got it in that moment", () => {
    expect(queued().pass(5 * MINUTE).end).toBe("nobody");
    const player = queued();
    player.facts = { ...player.facts, agent: { name: "Ann Lee", firstName: "Ann" } };
    expect(player.pass(5 * MINUTE).end).toBe("assigned");
  });

  it("rests while it is offered, however long that takes, and leaves as it is told", () => {
    const player = playNode("assign", { mode: "offer", queueFor: "PT1S" });
    player.outcome({ status: "done", result: { waitsFor: "offer" } }).pass(30 * SECOND);
    expect(player.run.position?.rest).toEqual({ on: ["happening"], floor: false });
    expect(answer(player, "declined").end).toBe("declined");
  });

  it("wants no answer that was for another visit, and no message", () => {
    const player = queued();
    expect(answer(player, "assigned", "run-1:1").run.status).toBe("waiting");
    expect(player.say("Hello?").untaken.map(({ kind }) => kind)).toEqual(["happening", "message"]);
  });

  it("tells why there is nobody, as routing said", () => {
    const result = { reason: "Nobody can take it: 2 not online" };
    const player = playNode("assign", {}).outcome({ status: "done", outlet: "nobody", result });
    expect(player.transitions.map(({ why }) => why)).toContain(result.reason);
  });

  it("says on its card who takes it", () => {
    expect(assignDefinition.summary({ team: "care" })).toBe("Assign to the team care");
    expect(assignDefinition.summary({ mode: "offer", agent: "a@b.co" })).toBe("Offer to a@b.co");
    expect(assignDefinition.summary({})).toBe("Assign by the routing rules");
  });
});

function queued(): Player {
  const player = playNode("assign", { queueFor: "PT5M" });
  return player.outcome({ status: "done", result: { waitsFor: "queue" } });
}

function answer(player: Player, name: string, effectKey = `run-1:${player.run.position?.visit}`): Player {
  const id = `answer-${name}`;
  return player.apply({ kind: "happening", id, at: player.now, on: "routing", name, data: { effectKey } });
}
