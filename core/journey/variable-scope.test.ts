import { describe, expect, it } from "vitest";
import { FIELDS } from "#core/conditions/fields.ts";
import { factsOf, MONDAY } from "#core/journey/__fixtures__/facts.ts";
import { createLookup, templateScope } from "#core/journey/variable-scope.ts";

const DAY = 86_400_000;
const facts = factsOf({
  event: { name: "order_placed", occurredAt: "2026-03-02T09:00:00Z", properties: { id: "A1" } },
  agent: { name: "Bo Li", firstName: "Bo" },
  hours: { main: { open: true } },
  consent: { sms: { marketing: false } },
  verified: { level: 2 },
  audiences: ["regulars"],
  links: {
    preferences: "https://example.com/p",
    csat: "https://example.com/c",
    continue: "https://example.com/g",
  },
  events: { order_placed: [MONDAY - 40 * DAY, MONDAY - DAY], "cart.left": [MONDAY] },
});
const run = { id: "run-1", startedAt: MONDAY - DAY, journey: "welcome" };
const source = { facts, vars: { slot: "Monday", deep: { list: [1, 2] } }, run, now: MONDAY };
const lookup = createLookup(source);

describe("createLookup", () => {
  it.each([
    ["contact.firstName", "Ann"],
    ["contact.attributes.plan", "pro"],
    ["contact.audiences", ["regulars"]],
    ["conversation.startedChannel", "webchat"],
    ["message.at", "2026-03-02T09:59:00.000Z"],
    ["event.properties.id", "A1"],
    ["vars.deep.list", [1, 2]],
    ["run.startedAt", "2026-03-01T10:00:00.000Z"],
    ["run.journey", "welcome"],
    ["workspace.name", "Acme"],
    ["now", "2026-03-02T10:00:00.000Z"],
    ["hours.main.open", true],
    ["consent.sms.marketing", false],
    ["verified.level", 2],
    ["events.order_placed.count", 2],
    ["events.cart.left.count", 1],
    ["events.never.count", 0],
    ["agent.firstName", "Bo"],
  ])("reads %s", (path, value) => {
    expect(lookup(path)).toEqual(value);
  });

  it("counts the events of a time alone", () => {
    expect(lookup("events.order_placed.count", 30 * DAY)).toBe(1);
  });

  it.each([
    "contact.constructor",
    "vars.__proto__",
    "constructor",
    "contact.firstName.length",
    "workspace.timezone",
    "",
  ])("finds nothing at “%s”", (path) => {
    expect(lookup(path)).toBeUndefined();
  });
});

describe("templateScope", () => {
  it("holds every closed name that is offered for templates", () => {
    const scope = templateScope(source);
    for (const { path, only } of FIELDS) {
      if (only === "conditions" || path.includes("*")) continue;
      const value = path
        .split(".")
        .reduce<unknown>((at, part) => (at as Record<string, unknown> | null)?.[part], scope);
      expect(value, path).not.toBeUndefined();
    }
  });
});
