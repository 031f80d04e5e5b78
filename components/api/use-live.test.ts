import { expect, test } from "vitest";
import { topicsTouched } from "#components/api/query-keys.ts";
import { topicOf } from "#components/api/use-live.ts";

test("reads the topic of a hint", () => {
  expect(topicOf('{"topic":"run","id":"1"}')).toBe("run");
  expect(topicOf('{"topic":"journey","id":null}')).toBe("journey");
});

test.each(["", "{}", "null", '{"topic":"weather"}', '{"topic":4}', "nonsense"])("ignores %j", (data) => {
  expect(topicOf(data)).toBeNull();
});

test("a message also renews its conversation and the figures", () => {
  expect(topicsTouched("message")).toEqual(["message", "conversation", "metric", "board"]);
});
