import { createHash } from "node:crypto";
import { prismaWithoutWorkspace } from "#server/platform/database.ts";

export interface Attempts {
  attempts: number;
  windowEnds: Date;
}

/** Counts an attempt at `what` by `subject` (an address, an e-mail) and says how many there were in this window. */
export async function countAttempt(what: string, subject: string, windowSeconds: number): Promise<Attempts> {
  const [row] = await prismaWithoutWorkspace().$queryRaw<Attempts[]>`
    SELECT attempts, window_ends AS "windowEnds"
    FROM count_attempt(${digest(what, subject)}, ${windowSeconds}::int)`;
  return row ?? { attempts: 1, windowEnds: new Date(Date.now() + windowSeconds * 1000) };
}

/** Forgets the attempts, once one has succeeded. */
export async function forgetAttempts(what: string, subject: string): Promise<void> {
  await prismaWithoutWorkspace().$executeRaw`SELECT forget_attempts(${digest(what, subject)})`;
}

function digest(what: string, subject: string): string {
  return createHash("sha256").update(`${what}\n${subject}`).digest("hex");
}
