import { Prisma } from "#prisma/generated/client.ts";
import { cameFromPostgres } from "#server/platform/postgres-errors.ts";

/** Postgres: connection trouble, shutdown, start-up, too many connections, and conflicts that pass. */
const POSTGRES = /^(08...|57P0[123]|53...|40001|40P01)$/;
const NODE = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);
/** Prisma: unreachable, timed out, closed, no connection free in time. */
const PRISMA = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2034"]);
/** gRPC: cancelled, deadline exceeded, resource exhausted, aborted, unavailable. */
const GRPC = new Set([1, 4, 8, 10, 14]);

/** True when a thing we stand on is away for now (Postgres, Temporal): nobody's fault, so try again for as long as it takes. */
export function isOutage(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; cause = cause.cause, depth++) {
    const { code } = cause as Error & { code?: unknown };
    if (typeof code === "number" && GRPC.has(code)) return true;
    if (typeof code === "string" && (POSTGRES.test(code) || NODE.has(code) || PRISMA.has(code))) return true;
    if (cause instanceof Prisma.PrismaClientInitializationError) return true;
    if (
      /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
        cause.message,
      )
    )
      return true;
  }
  return false;
}

/** True when it is Postgres that is away; a service that somebody's journey calls may be away in the same words. */
export function isPostgresOutage(error: unknown): boolean {
  return cameFromPostgres(error) && isOutage(error);
}
