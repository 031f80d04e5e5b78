import { expect, it } from "vitest";
import { AppError, isAppError } from "#core/errors.ts";

it("carries a code, its HTTP status and the cause", () => {
  const cause = new Error("duplicate key");
  const error = new AppError("already_exists", "There is a team with this key", { cause });
  expect(error).toMatchObject({ code: "already_exists", status: 409, cause, name: "AppError" });
});

it("takes another status where the case asks for one", () => {
  expect(new AppError("forbidden", "Not from this site", { status: 401 }).status).toBe(401);
});

it("is told from other errors, and by its code", () => {
  const error: unknown = new AppError("not_found", "No such contact");
  expect(isAppError(error)).toBe(true);
  expect(isAppError(error, "not_found")).toBe(true);
  expect(isAppError(error, "conflict")).toBe(false);
  expect(isAppError(new Error("No such contact"))).toBe(false);
});
