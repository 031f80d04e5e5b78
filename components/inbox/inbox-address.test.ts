import { expect, test } from "vitest";
import { type InboxAddress, inboxHref, readAddress, toggleFilter } from "./inbox-address.ts";

const address: InboxAddress = {
  view: "all",
  q: "parking & more",
  found: "messages",
  filters: { channel: "sms,webchat", tag: "vip" },
  message: "0191",
};

const parametersOf = (href: string) => new URL(href, "http://studio").searchParams;

test("an address comes back as it was written", () => {
  expect(readAddress(parametersOf(inboxHref("0190", address)))).toEqual(address);
});

test("a message is only named beside the conversation it stands in", () => {
  expect(readAddress(parametersOf(inboxHref(null, address))).message).toBeNull();
});

test("the inbox as it opens has a bare address", () => {
  expect(inboxHref(null, { view: null, q: "", found: "conversations", filters: {}, message: null })).toBe(
    "/inbox",
  );
});

test("several channels hold together, and the last one that goes takes the filter along", () => {
  const two = toggleFilter({ channel: "sms" }, "channel", "email");
  expect(two).toEqual({ channel: "sms,email" });
  expect(toggleFilter(toggleFilter(two, "channel", "sms"), "channel", "email")).toEqual({});
});

test("another assignee takes the place of the one before", () => {
  expect(toggleFilter({ assignee: "me" }, "assignee", "none")).toEqual({ assignee: "none" });
});
