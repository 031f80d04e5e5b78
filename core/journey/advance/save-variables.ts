import type { Draft } from "#core/journey/advance/draft.ts";
import { StepError } from "#core/journey/step.ts";
import type { Json } from "#core/json.ts";

/** Runs are read and written at every step, so what they carry stays small. In characters of JSON. */
const MAXIMUM_SIZE = 256_000;
const MAXIMUM_VARIABLES = 500;

/**
 * Saves what a step found.
 * @throws StepError `vars_too_large`
 */
export function saveVariables(draft: Draft, vars: Record<string, Json> | undefined): void {
  if (!vars) return;
  const merged = { ...draft.run.vars, ...vars };
  if (Object.keys(merged).length > MAXIMUM_VARIABLES) {
    throw new StepError("vars_too_large", `The run would carry more than ${MAXIMUM_VARIABLES} variables`);
  }
  if (JSON.stringify(merged).length > MAXIMUM_SIZE) {
    const names = Object.keys(vars).join(", ");
    throw new StepError("vars_too_large", `The run carries too much data to save ${names} as well`);
  }
  draft.run.vars = merged;
}
