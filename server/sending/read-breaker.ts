import type { JsonObject } from "#core/json.ts";
import { type Breaker, breakerSchema, DEFAULT_BREAKER } from "#core/sending/circuit-breaker.ts";

/** The circuit breaker as a workspace has set it, else as it comes. */
export function readBreaker(workspaceSettings: unknown): Breaker {
  const { breaker = {} } = (workspaceSettings ?? {}) as JsonObject;
  const read = breakerSchema.safeParse(breaker);
  return read.success ? read.data : DEFAULT_BREAKER;
}
