import { expect, test } from "vitest";
import type { Conversation } from "#core/api/conversations.ts";
import { replyVariables, variableBegun, writeVariable } from "./reply-variables.ts";

const conversation = {
  contact: { name: "Maya Lind" },
  subject: null,
  attributes: { order_id: 17 },
  memory: {},
} as unknown as Conversation;
const agent = { name: "Ana Duarte", workspace: { name: "Lumen" } };

test("only what is known is offered, with its value", () => {
  const found = replyVariables({ contact: undefined, conversation, agent });
  expect(found.find(({ path }) => path === "contact.firstName")?.value).toBe("Maya");
  expect(found.find(({ path }) => path === "conversation.attributes.order_id")?.value).toBe("17");
  expect(found.some(({ path }) => path === "contact.lastName")).toBe(false);
});

test("two braces at the end begin a variable, which is written out in their place", () => {
  expect(variableBegun("Dear {{ contact.fi")).toBe("contact.fi");
  expect(variableBegun("Dear {{")).toBe("");
  expect(variableBegun("Dear {{ contact.name }}, hello")).toBeNull();
  expect(writeVariable("Dear {{ contact.fi", "Maya $& Co")).toBe("Dear Maya $& Co");
});
