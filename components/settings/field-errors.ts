import { ApiError } from "#components/api/api-error.ts";

/** The API's messages by field path ("config.accountSid"), and whether any problem has no field in the form. */
export function fieldErrors(
  error: unknown,
  fields: readonly string[],
): { at: Record<string, string>; other: boolean } {
  const at: Record<string, string> = {};
  if (!(error instanceof ApiError)) return { at, other: error !== null && error !== undefined };
  for (const problem of error.problems) {
    const path = problem.path ?? "";
    if (fields.includes(path)) at[path] ??= problem.message;
  }
  const placed = error.problems.filter((problem) => fields.includes(problem.path ?? "")).length;
  return { at, other: placed === 0 || placed < error.problems.length };
}
