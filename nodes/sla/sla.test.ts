import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { slaConfigSchema, slaDefinition } from "#nodes/sla/definition.ts";

const config = { policy: "vip", action: "start" };

describe("sla", () => {
  it.each(["start", "pause", "resume", "stop"])("asks to %s the policy and goes on", (action) => {
    const player = playNode("sla", { ...config, action });
    expect(player.effect.effect).toEqual({ kind: "sla", policy: "vip", action });
    expect(player.outcome({ status: "done", outlet: "next" }).end).toBe("next");
  });

  it("leaves by breached where a promise is broken already", () => {
    const player = playNode("sla", config).outcome({ status: "done", outlet: "breached" });
    expect(player.end).toBe("breached");
    expect(player.transitions.map(({ why }) => why)).toContain("A promise of vip is broken already");
  });

  it("goes on where there is nothing to time, and is stuck where it fails", () => {
    const suppressed = { status: "suppressed", code: "no_conversation", reason: "Nothing" } as const;
    expect(playNode("sla", config).outcome(suppressed).end).toBe("next");
    expect(playNode("sla", config).fail().run.status).toBe("stuck");
  });

  it("wants its policy to be there", () => {
    expect(slaDefinition.references?.(slaConfigSchema.parse(config))).toEqual([
      { path: "policy", kind: "slaPolicy", key: "vip" },
    ]);
  });

  it("says on its card what it does", () => {
    expect(slaDefinition.summary({ policy: "vip", action: "pause" })).toBe("Pause the clocks of vip");
    expect(slaDefinition.summary({})).toBe("Start the clocks of a policy");
  });
});
