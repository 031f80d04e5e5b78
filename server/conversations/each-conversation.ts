import type { BulkOutcome } from "#core/api/bulk.ts";
import { isAppError } from "#core/errors.ts";
import type { Actor } from "#server/access/actor.ts";
import { transactTogether } from "#server/platform/database.ts";
import { loggerFor } from "#server/platform/logger.ts";

const log = loggerFor("bulk");
/** Conversations worked on side by side. */
const LANES = 4;

export type Outcome = "done" | "unchanged";
type Line = BulkOutcome["data"][number];

/** Does something to each conversation, in a transaction of its own: one that cannot be done stops no other. */
export async function each(
  { workspaceId }: Actor,
  ids: string[],
  work: (id: string) => Promise<Outcome>,
): Promise<Line[]> {
  const lines = new Map<string, Line>();
  const left = [...ids];
  const lane = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      const current = id;
      lines.set(id, await one(id, () => transactTogether({ workspaceId }, () => work(current))));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return ids.flatMap((id) => lines.get(id) ?? []);
}

async function one(id: string, work: () => Promise<Outcome>): Promise<Line> {
  try {
    return { id, outcome: await work() };
  } catch (error) {
    if (isAppError(error))
      return { id, outcome: "failed", error: { code: error.code, message: error.message } };
    log.error({ err: error, conversationId: id }, "one of several conversations failed");
    const message = "Something went wrong with this conversation. Try it again.";
    return { id, outcome: "failed", error: { code: "internal", message } };
  }
}
