import { describe, expect, it } from "vitest";
import { MONDAY } from "#core/journey/__fixtures__/facts.ts";
import { DAY, HOUR, MINUTE, playNode, SECOND } from "#core/journey/__fixtures__/player.ts";
import type { JsonObject } from "#core/json.ts";
import { askDefinition } from "#nodes/ask/definition.ts";

const play = (config: JsonObject = {}) =>
  playNode("ask", { text: "When suits you?", saveAs: "slot", ...config });
const asked = (config: JsonObject = {}) => play(config).outcome();

describe("ask", () => {
  it("sends the question, then holds the floor until the answer", () => {
    const player = play();
    expect(player.sending).toBe("When suits you?");
    player.outcome();
    expect(player.run.position?.rest).toEqual({ until: MONDAY + DAY, on: ["message"], floor: true });
    player.say("Monday").pass(2 * SECOND);
    expect(player.end).toBe("answered");
    expect(player.run.vars).toEqual({ slot: "Monday" });
  });

  it("takes a burst as one answer, in the order in which it was written", () => {
    const player = asked();
    player
      .say("Monday")
      .pass(SECOND)
      .say("or", { at: player.now + 200 });
    player.say("Tuesday", { at: player.now + 300 }).say("perhaps", { at: player.now + 250 });
    expect(player.untaken).toEqual([]);
    player.pass(SECOND);
    expect(player.run.status).toBe("waiting");
    player.pass(SECOND);
    expect(player.run.vars).toEqual({ slot: "Monday\nor\nperhaps\nTuesday" });
  });

  it("ends a burst that never pauses", () => {
    const player = asked();
    for (let count = 0; count < 60 && player.run.status === "waiting"; count += 1)
      player.say(`part ${count}`).pass(1900);
    expect(player.end).toBe("answered");
  });

  it("absorbs what was written before the question went out", () => {
    const player = asked().say("Hello?", { at: MONDAY - 1 });
    expect(player.transitions.at(-1)).toMatchObject({ kind: "absorbed", nodeId: "node" });
    expect(player.untaken).toEqual([]);
    expect(player.run.position?.rest?.until).toBe(MONDAY + DAY);
  });

  it("counts an answer that is quicker than the word that the question was sent", () => {
    const player = play();
    player.now += SECOND;
    player
      .say("Monday")
      .outcome()
      .pass(2 * SECOND);
    expect(player.run.vars).toEqual({ slot: "Monday" });
  });

  it("goes by the sender's word on when a question that was put off went out", () => {
    const player = play().outcome({ status: "done", result: { sentAt: MONDAY + HOUR } });
    expect(player.run.position?.rest?.until).toBe(MONDAY + HOUR + DAY);
    player.say("Hello?", { at: MONDAY + MINUTE });
    expect(player.transitions.at(-1)?.kind).toBe("absorbed");
  });

  it("asks again, in a visit of its own, until its retries are used up", () => {
    const player = asked({ expect: "number", retries: 2, retryText: "A number, please" });
    for (const text of ["soon", "later"]) {
      player.say(text).pass(2 * SECOND);
      expect(player.sending).toBe("A number, please");
      player.outcome();
    }
    player.say("never").pass(2 * SECOND);
    expect(player.end).toBe("invalid");
    expect(player.effects.map(({ key }) => key)).toEqual(["run-1:2", "run-1:3", "run-1:4"]);
    expect(player.run.vars).toEqual({});
  });

  it("repeats the question where there is no other text, and takes the better answer", () => {
    const player = asked({ expect: "number" })
      .say("soon")
      .pass(2 * SECOND);
    expect(player.sending).toBe("When suits you?");
    player
      .outcome()
      .say("it's 12")
      .pass(2 * SECOND);
    expect(player.run.vars).toEqual({ slot: 12 });
  });

  it("reminds once, and still takes the answer or times out", () => {
    const remind = { after: "PT1H", text: "Still there, {{ contact.firstName }}?" };
    const player = asked({ remind, timeout: "PT4H" }).ring();
    expect(player.sending).toBe("Still there, Ann?");
    player.fail();
    expect(player.run).toMatchObject({ status: "waiting", position: { rest: { until: MONDAY + 4 * HOUR } } });
    expect(player.ring().end).toBe("timeout");
    const answering = asked({ remind, timeout: "PT4H" })
      .ring()
      .say("Yes")
      .outcome()
      .pass(2 * SECOND);
    expect(answering.run.vars).toEqual({ slot: "Yes" });
  });

  it("takes an answer while its reminder waits for the morning, and reminds nobody who has answered", () => {
    const remind = { after: "PT1H", text: "Still there?" };
    const asking = () => asked({ remind, timeout: "P2D" }).ring();
    const morning = MONDAY + 9 * HOUR;
    const putOff = {
      status: "suppressed",
      code: "quiet_hours",
      reason: "Quiet",
      notBefore: morning,
    } as const;
    const player = asking().outcome(putOff);
    expect(player.run).toMatchObject({ status: "waiting", position: { rest: { until: morning } } });
    const answered = player
      .pass(HOUR)
      .say("Yes")
      .pass(2 * SECOND);
    expect(answered.run.vars).toEqual({ slot: "Yes" });
    const silent = asking().outcome(putOff).ring();
    expect(silent.sending).toBe("Still there?");
  });

  it("takes a better answer while the second question waits for the morning, which uses up no retry", () => {
    const morning = MONDAY + 9 * HOUR;
    const putOff = {
      status: "suppressed",
      code: "quiet_hours",
      reason: "Quiet",
      notBefore: morning,
    } as const;
    const wrong = () =>
      asked({ expect: "number", retries: 1, timeout: "PT2H" })
        .say("many")
        .pass(2 * SECOND);
    const better = wrong()
      .outcome(putOff)
      .pass(HOUR)
      .say("4")
      .pass(2 * SECOND);
    expect(better.end).toBe("answered");
    const waiting = wrong().outcome(putOff);
    expect(waiting.run.position?.rest).toMatchObject({ until: morning, on: ["message"], floor: true });
    const again = waiting.ring().outcome();
    expect(again.run.position?.rest?.until).toBe(morning + 2 * HOUR);
    const invalid = again.say("still many").pass(2 * SECOND);
    expect(invalid.end).toBe("invalid");
  });

  it("leaves by timeout, failed and suppressed", () => {
    expect(asked({ timeout: "PT1H" }).ring().end).toBe("timeout");
    expect(play().fail().end).toBe("failed");
    expect(play().outcome({ status: "suppressed", code: "floor", reason: "Busy" }).end).toBe("suppressed");
  });

  it("lets an answer that began in time end after it", () => {
    const player = asked({ timeout: "PT1H" })
      .pass(HOUR - SECOND)
      .say("Monday")
      .pass(2 * SECOND);
    expect(player.end).toBe("answered");
  });

  it("offers choices as buttons where the author drew none", () => {
    const choices = [
      { value: "yes", label: "Yes, {{ contact.firstName }}" },
      { value: "no", label: { default: "No", de: "Nein" } },
    ];
    expect(play({ expect: "choice", choices }).effect.effect).toMatchObject({
      buttons: [
        { id: "yes", label: "Yes, Ann" },
        { id: "no", label: "No" },
      ],
    });
    const buttons = [{ id: "x", label: "X" }];
    expect(play({ expect: "choice", choices, buttons }).effect.effect).toMatchObject({ buttons });
  });

  it("says on its card what it asks", () => {
    expect(askDefinition.summary({ text: "When?", channel: "whatsapp" })).toBe("Ask “When?” on WhatsApp");
  });
});
