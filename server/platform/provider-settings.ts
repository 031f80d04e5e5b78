import type { z } from "zod";
import { AppError } from "#core/errors.ts";

type Settings = Record<string, unknown>;

/** What was given for a provider, as its schema has it. @throws AppError `invalid_input` naming each field */
export function checkSettings(schema: z.ZodType<Settings>, value: unknown, field: string): Settings {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({
    code: "invalid_field",
    severity: "error" as const,
    path: [field, ...path].join("."),
    message,
  }));
  throw new AppError("invalid_input", `${problems[0]?.path}: ${problems[0]?.message}`, { problems });
}

interface CredentialChange {
  kept: Settings;
  given: Settings | undefined;
  /** Where they are sent to, now and from now on. */
  address: { before: string | null; after: string | null | undefined };
}

/**
 * New credentials joined to those kept, so that one can be changed alone; undefined where they stay. Where the address
 * changes they are given anew, so that nobody has what they cannot read sent to a place of their own.
 * @throws AppError `invalid_input` naming the field
 */
export function joinCredentials({ kept, given, address }: CredentialChange): Settings | undefined {
  const moves = address.after !== undefined && address.after !== address.before;
  if (!moves) return given && { ...kept, ...given };
  if (given || Object.keys(kept).length === 0) return given;
  const message = "Give the credentials again: they would go to another address.";
  const problem = { code: "missing_field", severity: "error" as const, path: "credentials", message };
  throw new AppError("invalid_input", `credentials: ${message}`, { problems: [problem] });
}
