/** Errors that came while Postgres was asked, told apart from those of other services that look alike. */
const asked = new WeakSet<Error>();

/** Does what asks Postgres, and remembers of its errors that they came from there. */
export async function askingPostgres<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) asked.add(error);
    throw error;
  }
}

/** Whether an error, or what caused it, came while Postgres was asked. */
export function cameFromPostgres(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; cause = cause.cause, depth++) {
    if (asked.has(cause)) return true;
  }
  return false;
}
