import { describe, expect, it } from "vitest";
import { findField, isOpenNamespace } from "#core/conditions/fields.ts";

describe("findField", () => {
  it("finds closed names, open namespaces and names in the middle", () => {
    expect(findField("contact.firstName")?.type).toBe("text");
    expect(findField("contact.attributes.plan.name")?.type).toBe("any");
    expect(findField("contact.attributes")?.path).toBe("contact.attributes.*");
    expect(findField("hours.main.open")?.type).toBe("boolean");
    expect(findField("consent.sms.marketing")?.type).toBe("boolean");
    expect(findField("events.order_placed.count")?.type).toBe("number");
    expect(findField("now")?.type).toBe("date");
  });

  it.each([
    "contact",
    "contact.name.first",
    "hours.main",
    "consent.sms",
    "events.x",
    "constructor",
    "",
    "__proto__",
  ])("knows no field “%s”", (path) => {
    expect(findField(path)).toBeUndefined();
  });

  it("tells attributes, memory and properties from the rest", () => {
    const isOpen = (path: string) =>
      isOpenNamespace(findField(path) as NonNullable<ReturnType<typeof findField>>);
    expect(["contact.attributes.a", "conversation.memory.a", "event.properties.a"].every(isOpen)).toBe(true);
    expect(["vars.a", "contact.name", "hours.main.open"].some(isOpen)).toBe(false);
  });
});
