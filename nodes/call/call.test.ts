import { describe, expect, it } from "vitest";
import { HOUR, playNode } from "#core/journey/__fixtures__/player.ts";
import { callDefinition } from "#nodes/call/definition.ts";

const config = {
  say: "Hello {{ contact.firstName }}, are you coming?",
  gather: { kind: "digits", maxDigits: 1 },
  transferTo: " +4312345 ",
  voicemail: "Please call us back.",
};
const result = (name: string, extra: Record<string, string> = {}, effectKey = "run-1:2") => ({
  kind: "happening" as const,
  id: `event-${name}-${effectKey}`,
  at: 0,
  on: "call",
  name,
  data: { effectKey, ...extra },
});
const ringing = () => playNode("call", config).outcome({ status: "done", result: { callId: "CA1" } });

describe("call", () => {
  it("rings with what is to be said, and keeps the floor until the call is over", () => {
    const player = playNode("call", config);
    expect(player.effect.effect).toEqual({
      kind: "call",
      say: "Hello Ann, are you coming?",
      gather: { kind: "digits", maxDigits: 1, timeout: "PT5S" },
      transferTo: "+4312345",
      voicemail: "Please call us back.",
    });
    player.outcome();
    expect(player.run.position?.rest).toMatchObject({ on: ["happening"], floor: true });
  });

  it("goes on when they answered, with what they pressed", () => {
    const player = ringing().apply(result("answered", { gathered: "1" }));
    expect([player.end, player.run.vars]).toEqual(["answered", { said: "1" }]);
    expect(ringing().apply(result("answered")).run.vars).toEqual({ said: null });
  });

  it("goes on when nobody answered, or the call failed with a reason", () => {
    expect(ringing().apply(result("noAnswer")).end).toBe("noAnswer");
    const failed = ringing().apply(result("failed", { reason: "The number is not in use" }));
    expect(failed.end).toBe("failed");
    expect(failed.transitions.map(({ why }) => why)).toContain("The number is not in use");
  });

  it("goes on at once where the provider knows at once", () => {
    const player = playNode("call", config).outcome({
      status: "done",
      outlet: "answered",
      result: { gathered: "2" },
    });
    expect([player.end, player.run.vars]).toEqual(["answered", { said: "2" }]);
  });

  it("hears of its own call alone, and of what there is", () => {
    const player = ringing()
      .apply(result("answered", {}, "run-1:9"))
      .apply(result("ringing"));
    expect(player.run.status).toBe("waiting");
  });

  it("fails where it cannot be placed, and where nobody tells how it came out", () => {
    expect(playNode("call", config).fail("no_voice_provider", "No voice channel").end).toBe("failed");
    const suppressed = { status: "suppressed", code: "opted_out", reason: "They said no" } as const;
    expect(playNode("call", config).outcome(suppressed).end).toBe("failed");
    expect(ringing().pass(HOUR).end).toBe("failed");
  });

  it("says on its card what it says", () => {
    expect(callDefinition.summary({ say: "Hello" })).toBe("Call and say: Hello");
  });
});
