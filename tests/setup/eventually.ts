import { vi } from "vitest";

/** Long enough for a machine that stalls: a test that waits for a condition fails for the condition's sake alone. */
const LIMIT = 100_000;

/** Asks again until the look neither throws nor rejects, and answers what it answered. `interval` in milliseconds. */
export function eventually<Found>(look: () => Found | Promise<Found>, interval = 50): Promise<Found> {
  return vi.waitFor(look, { timeout: LIMIT, interval });
}
