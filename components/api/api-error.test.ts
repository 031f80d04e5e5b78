import { describe, expect, test } from "vitest";
import { offlineError, parseError } from "#components/api/api-error.ts";

describe("parseError", () => {
  test("reads problem+json with its problems and whatever else it carries", () => {
    const error = parseError(409, {
      type: "urn:throughline:problem:reply_conflict",
      title: "Someone answered since",
      status: 409,
      detail: "Priya replied a moment ago.",
      code: "reply_conflict",
      message: { id: "m1" },
      problems: [
        { code: "invalid", severity: "error", path: "text", message: "Too long", hint: "Shorten it" },
      ],
    });
    expect(error).toMatchObject({
      status: 409,
      code: "reply_conflict",
      detail: "Priya replied a moment ago.",
    });
    expect(error.extra).toEqual({ message: { id: "m1" } });
    expect(error.messageAt("text")).toBe("Too long");
    expect(error.messageAt("name")).toBeUndefined();
  });

  test.each([undefined, null, "<html>Bad gateway</html>", [], 7])(
    "explains a status whose body is %j",
    (body) => {
      const error = parseError(502, body);
      expect(error.code).toBe("http_502");
      expect(error.detail).toBe("The server had a problem. Try again in a moment.");
      expect(error.problems).toEqual([]);
    },
  );

  test("takes a problem without a message or a severity for an error", () => {
    const [problem] = parseError(422, { problems: [{}, "nonsense"] }).problems;
    expect(problem).toMatchObject({ severity: "error", message: "This is not right." });
  });

  test("says what to do when nothing answered", () => {
    expect(offlineError()).toMatchObject({ status: 0, code: "offline" });
  });
});
