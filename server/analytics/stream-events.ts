import type { z } from "zod";
import type { eventStreamQuerySchema } from "#core/api/events.ts";
import type { Actor } from "#server/access/actor.ts";
import { placeOf, readSettledEvents, requireSight } from "#server/analytics/event-log.ts";
import { transact } from "#server/platform/database.ts";
import { eventStream } from "#server/platform/event-stream.ts";
import { subscribe } from "#server/platform/realtime.ts";

const BATCH = 200;
/** Not every event sends a hint, and an open transaction holds others back: look this often all the same. */
const LOOK = 1_000;

/**
 * The log as it grows, as server-sent events whose ids are positions: a reader that comes back with `Last-Event-ID`
 * (or `after`) misses nothing and gets nothing twice. Without either it begins with what happens from now on.
 */
export async function streamEvents(
  actor: Actor,
  query: z.output<typeof eventStreamQuerySchema>,
  request: Request,
): Promise<Response> {
  await transact(actor, (tx) => requireSight(tx, actor, query));
  const told = query.after ?? request.headers.get("last-event-id") ?? "";
  const start = await placeOf(actor, /^\d{1,18}$/.test(told) ? BigInt(told) : undefined);
  return eventStream(request, ({ send, close, signal }) => {
    let after = start;
    let reading = false;
    let again = false;
    const drain = async () => {
      again = true;
      if (reading) return;
      reading = true;
      while (again && !signal.aborted) {
        again = false;
        const { events, last } = await readSettledEvents(actor, query, after, BATCH);
        for (const event of events) send({ id: event.position, data: event });
        if (last.position !== after.position) again = true;
        after = last;
      }
      reading = false;
    };
    const look = () => void drain().catch(close);
    const end = subscribe(actor.workspaceId, look);
    const timer = setInterval(look, LOOK);
    signal.addEventListener("abort", () => {
      clearInterval(timer);
      end();
    });
    look();
  });
}
