import { LIVE_TOPICS, type LiveHint } from "#core/api/live.ts";
import { actorFromHeaders } from "#server/access/session.ts";
import { noteSignOfLife } from "#server/access/signs-of-life.ts";
import { visibleHints } from "#server/access/visible-hints.ts";
import { problemResponse } from "#server/http/problem.ts";
import { eventStream } from "#server/platform/event-stream.ts";
import { loggerFor } from "#server/platform/logger.ts";
import type { Hint } from "#server/platform/read-hints.ts";
import { follow } from "#server/platform/realtime.ts";

const log = loggerFor("live");

export const dynamic = "force-dynamic";

/** How often a stream looks whether its reader still is who they were, and says that they are here, in milliseconds. */
const RECHECK = 15_000;

/**
 * What changes in the workspace, as hints `{topic, id}` for the studio: the rows themselves are read over the API.
 * A reader that names the last id it had (`Last-Event-ID`, or `after` where a browser opens the stream anew) goes on
 * behind it, at whichever process, and misses nothing. An id of null in a hint means that of this topic anything may
 * have changed; after `hello` a reader that named no place reads everything.
 */
export async function GET(request: Request): Promise<Response> {
  const actor = await actorFromHeaders(request.headers);
  if (!actor) {
    return problemResponse({ status: 401, code: "unauthenticated", detail: "Sign in to listen." });
  }
  const standing = JSON.stringify(actor);
  const after = request.headers.get("last-event-id") || new URL(request.url).searchParams.get("after");
  return eventStream(request, async ({ send, close, signal }) => {
    let event: { event?: string } = { event: "hello" };
    /** The place goes out behind all that it stands for: cut off before it, the reader is told again. */
    const take = async (hints: Hint[] | null, place: string) => {
      for (const topic of hints ? [] : LIVE_TOPICS) send({ data: { topic, id: null } });
      for (const hint of await visibleHints(actor, hints ?? [])) send({ data: toLine(hint) });
      send({ ...event, id: place, data: {} });
      event = { event: "place" };
    };
    const alive = () =>
      noteSignOfLife(actor).catch((error) => log.warn({ err: error }, "a sign of life was not noted"));
    void alive();
    // A changed role or team changes what may be heard: the browser comes back at once and is looked at anew.
    const recheck = setInterval(() => {
      actorFromHeaders(request.headers)
        .then((now) => (JSON.stringify(now) === standing ? alive() : close()))
        .catch(close);
    }, RECHECK);
    signal.addEventListener("abort", () => clearInterval(recheck));
    await follow(actor.workspaceId, after, signal, (hints, place) => take(hints, place).catch(close));
  });
}

function toLine({ workspaceId: _workspace, from: _from, ...line }: Hint): LiveHint {
  return line;
}
