import { expect, it } from "vitest";
import { isConversationField } from "#core/conditions/conversation-fields.ts";
import { FIELDS } from "#core/conditions/fields.ts";

it("knows what is there of a conversation outside of any run, and nothing that names the customer", () => {
  const readable = FIELDS.map(({ path }) => path).filter((path) =>
    isConversationField(path.replace(/\.\*$/, "")),
  );
  expect(readable).toEqual([
    "contact.locale",
    "contact.timezone",
    "contact.tier",
    "contact.tags",
    "contact.attributes.*",
    "conversation.status",
    "conversation.channel",
    "conversation.startedChannel",
    "conversation.priority",
    "conversation.intent",
    "conversation.sentiment",
    "conversation.language",
    "conversation.startedAt",
    "conversation.tags",
    "conversation.attributes.*",
    "conversation.memory.*",
  ]);
  expect(isConversationField("contact.attributes.plan.name")).toBe(true);
  expect(["contact.tiers", "conversation.tags.x", "vars.plan"].some(isConversationField)).toBe(false);
});
