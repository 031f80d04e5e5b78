import { expect, test } from "vitest";
import { pathAfterSignIn } from "#components/shell/sign-in-path.ts";

test.each([
  [undefined, "/"],
  ["", "/"],
  ["/runs?status=stuck", "/runs?status=stuck"],
  ["http://localhost:3000/inbox/1", "/inbox/1"],
  ["https://evil.example/inbox", "/inbox"],
  ["//evil.example/x", "/x"],
  ["/\\evil.example", "/"],
  ["https://evil.example//evil.example/x", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?callbackUrl=/runs", "/"],
  ["/api/auth/signout", "/"],
  ["http://[", "/"],
])("%j leads to %s", (callbackUrl, path) => {
  expect(pathAfterSignIn(callbackUrl)).toBe(path);
});
