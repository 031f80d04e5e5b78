import { describe, expect, it } from "vitest";
import { happeningOf, isHeardBy, type Listener, listenWord, listenWords } from "#core/journey/happening.ts";
import type { JsonObject } from "#core/json.ts";

function hears(listener: Listener, type: string, data: JsonObject = {}): boolean {
  const happening = happeningOf(type, data);
  return happening !== undefined && isHeardBy(listener, happening);
}

describe("a happening", () => {
  it("is made of those events of the log that runs can hear of", () => {
    expect(happeningOf("conversation.status_changed", { from: "new", to: "resolved" })).toMatchObject({
      on: "status",
      name: "resolved",
    });
    expect(happeningOf("conversation.context_viewed", {})).toBeUndefined();
    expect(happeningOf("toString", {})).toBeUndefined();
  });

  it("is heard by its kind, and by its name where one is asked for", () => {
    expect(hears({ on: "event" }, "event.received", { name: "paid" })).toBe(true);
    expect(hears({ on: "event", name: "paid" }, "event.received", { name: "paid" })).toBe(true);
    expect(hears({ on: "event", name: "paid" }, "event.received", { name: "paid.late" })).toBe(false);
    expect(hears({ on: "status", to: "resolved" }, "conversation.status_changed", { to: "snoozed" })).toBe(
      false,
    );
    expect(hears({ on: "delivery", to: "read" }, "message.read")).toBe(true);
    expect(
      hears({ on: "crm", name: "deal.created" }, "crm.received", { object: "deal", change: "created" }),
    ).toBe(true);
  });

  it("of a contact's field is one of all that the field is part of", () => {
    const data = { fields: ["contact.attributes.plan"] };
    expect(hears({ on: "contact", name: "attributes.plan" }, "contact.updated", data)).toBe(true);
    expect(hears({ on: "contact", name: "attributes" }, "contact.updated", data)).toBe(true);
    expect(hears({ on: "contact", name: "attributes.planned" }, "contact.updated", data)).toBe(false);
    expect(hears({ on: "contact", name: "records.visit" }, "record.updated", { type: "visit" })).toBe(true);
  });

  it("is for a channel alone where one is asked for", () => {
    const listener = { on: "click", channels: ["email"] };
    expect(hears(listener, "message.clicked", { channel: "email" })).toBe(true);
    expect(hears(listener, "message.clicked", { channel: "sms" })).toBe(false);
  });

  it("finds whoever listens for it by one of its words", () => {
    const happening = happeningOf("event.received", { name: "paid" });
    if (!happening) throw new Error("It is one");
    const words = listenWords(happening);
    for (const listener of [{ on: "event" }, { on: "event", name: "paid" }]) {
      expect(words).toContain(listenWord(listener));
    }
    expect(words).not.toContain(listenWord({ on: "event", name: "lost" }));
  });
});
