import { describe, expect, it } from "vitest";
import { contact, MONDAY } from "#core/journey/__fixtures__/facts.ts";
import { DAY, HOUR, MINUTE, playNode } from "#core/journey/__fixtures__/player.ts";
import { waitDefinition } from "#nodes/wait/definition.ts";

const until = (player: ReturnType<typeof playNode>) => player.run.position?.rest?.until;
const renewing = (renewal: unknown) => ({
  contact: { ...contact, attributes: { renewal: renewal as string } },
});

describe("wait", () => {
  it("waits for a time, without the floor, and leaves by next", () => {
    const player = playNode("wait", { for: "PT2H" });
    expect(player.run.position?.rest).toEqual({ until: MONDAY + 2 * HOUR, on: [], floor: false });
    expect(player.ring().end).toBe("next");
  });

  it("counts days by the calendar of the contact's zone", () => {
    const now = Date.UTC(2026, 2, 28, 11);
    expect(until(playNode("wait", { for: "P1D" }, { now }))).toBe(now + 23 * HOUR);
    expect(until(playNode("wait", { for: "P1D", timezone: "Asia/Tokyo" }, { now }))).toBe(now + DAY);
  });

  it("waits until a date-time in the zone of the contact, the workspace, or one named", () => {
    const at = (timezone?: string) =>
      until(playNode("wait", { until: "2026-03-03T09:00", ...(timezone ? { timezone } : {}) }));
    expect(at()).toBe(Date.UTC(2026, 2, 3, 8));
    expect(at("workspace")).toBe(Date.UTC(2026, 2, 3, 14));
    expect(at("Asia/Tokyo")).toBe(Date.UTC(2026, 2, 3, 0));
    expect(until(playNode("wait", { until: "2026-03-03T09:00Z" }))).toBe(Date.UTC(2026, 2, 3, 9));
  });

  it("waits until a date that Liquid renders", () => {
    expect(until(playNode("wait", { until: "{{ contact.attributes.renewal }}" }))).toBe(
      Date.UTC(2026, 2, 9, 23),
    );
  });

  it("leaves by past where the time is past, or there is none", () => {
    expect(playNode("wait", { until: "2026-03-01" }).end).toBe("past");
    expect(
      playNode("wait", { until: "{{ contact.attributes.renewal }}" }, { facts: renewing(null) }).end,
    ).toBe("past");
    const config = { untilField: { path: "contact.attributes.renewal" } };
    expect(playNode("wait", config, { facts: renewing(null) }).end).toBe("past");
    expect(playNode("wait", config, { facts: renewing("2026-01-01") }).end).toBe("past");
  });

  it("is stuck where what should be a date is none", () => {
    const facts = renewing("next week");
    const player = playNode("wait", { until: "{{ contact.attributes.renewal }}" }, { facts });
    expect(player.run.stuck).toMatchObject({ code: "invalid_date" });
  });

  it("waits until some time before or after a field, at a time of day", () => {
    const path = "contact.attributes.renewal";
    expect(until(playNode("wait", { untilField: { path, offset: "-P1D", at: "09:30" } }))).toBe(
      Date.UTC(2026, 2, 9, 8, 30),
    );
    expect(until(playNode("wait", { untilField: { path, offset: "PT6H" } }))).toBe(Date.UTC(2026, 2, 10, 5));
  });

  it("moves when the field moves, and gives back what does not concern it", () => {
    const player = playNode("wait", { untilField: { path: "contact.attributes.renewal" } });
    const changed = { kind: "happening", id: "h1", at: player.now, on: "contact", data: {} } as const;
    player.apply(changed);
    expect(player.untaken).toHaveLength(1);
    player.facts = { ...player.facts, ...renewing("2026-03-20") };
    player.apply({ ...changed, id: "h2" });
    expect(until(player)).toBe(Date.UTC(2026, 2, 19, 23));
    expect(player.untaken).toHaveLength(1);
    player.facts = { ...player.facts, ...renewing("2026-02-01") };
    expect(player.apply({ ...changed, id: "h3" }).end).toBe("past");
  });

  it("looks at the field once more before it goes on", () => {
    const player = playNode("wait", { untilField: { path: "contact.attributes.renewal" } });
    player.facts = { ...player.facts, ...renewing("2026-03-20") };
    player.ring();
    expect(until(player)).toBe(Date.UTC(2026, 2, 19, 23));
    expect(player.ring().end).toBe("next");
  });

  it("waits until business hours open", () => {
    const closed = { hours: { main: { open: false, opensAt: MONDAY + HOUR } } };
    const player = playNode("wait", { untilOpen: "main" }, { facts: closed });
    expect(until(player)).toBe(MONDAY + HOUR);
    player.facts = { ...player.facts, hours: { main: { open: true } } };
    expect(player.ring().end).toBe("next");
    expect(playNode("wait", { untilOpen: "main" }, { facts: { hours: { main: { open: true } } } }).end).toBe(
      "next",
    );
    expect(playNode("wait", { untilOpen: "main" }).run.stuck?.code).toBe("unknown_hours");
  });

  it("spreads contacts out by the same amount each time", () => {
    const first = until(playNode("wait", { for: "PT1H", jitter: "PT10M" })) ?? 0;
    expect(first).toBe(until(playNode("wait", { for: "PT1H", jitter: "PT10M" })));
    expect(first).toBeGreaterThanOrEqual(MONDAY + HOUR);
    expect(first).toBeLessThan(MONDAY + HOUR + 10 * MINUTE);
  });

  it.each([
    [{ for: "PT2H" }, "Wait 2 hours"],
    [{ until: "2026-05-01T09:00" }, "Wait until 2026-05-01T09:00"],
    [
      { untilField: { path: "contact.attributes.renewal", offset: "-P1D", at: "09:00" } },
      "Wait until 1 day before contact.attributes.renewal at 09:00",
    ],
    [{ untilOpen: "main" }, "Wait until main is open"],
    [{}, "Wait some time"],
  ])("says %j on its card as “%s”", (config, sentence) => {
    expect(waitDefinition.summary(config)).toBe(sentence);
  });
});
