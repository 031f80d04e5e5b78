import { actorFromHeaders } from "#server/access/session.ts";
import { hintFilter } from "#server/access/visible-hints.ts";
import { problemResponse } from "#server/http/problem.ts";
import { eventStream } from "#server/platform/event-stream.ts";
import { type Hint, subscribe } from "#server/platform/realtime.ts";

export const dynamic = "force-dynamic";

/** How often a stream looks whether its reader still is who they were, in milliseconds. */
const RECHECK = 15_000;
const TOPICS: Hint["topic"][] = ["conversation", "message", "run", "presence", "journey"];

/**
 * What changes in the workspace, as hints `{topic, id}` for the studio: the rows themselves are read over the API.
 * An id of null means that hints of this topic may have been lost: all of it is to be read anew.
 */
export async function GET(request: Request): Promise<Response> {
  const actor = await actorFromHeaders(request.headers);
  if (!actor) {
    return problemResponse({ status: 401, code: "unauthenticated", detail: "Sign in to listen." });
  }
  const mayHear = hintFilter(actor);
  const standing = JSON.stringify(actor);
  return eventStream(request, ({ send, close, signal }) => {
    const everything = () => {
      for (const topic of TOPICS) send({ data: { topic, id: null } });
    };
    const hear = async (hint: Hint) => {
      if (await mayHear(hint)) send({ data: { topic: hint.topic, id: hint.id, ...aside(hint) } });
    };
    const end = subscribe(actor.workspaceId, (hint) => {
      if (hint === null) everything();
      else hear(hint).catch(everything);
    });
    // A changed role or team changes what may be heard: the browser comes back at once and is looked at anew.
    const recheck = setInterval(() => {
      actorFromHeaders(request.headers)
        .then((now) => JSON.stringify(now) === standing || close())
        .catch(close);
    }, RECHECK);
    signal.addEventListener("abort", () => {
      clearInterval(recheck);
      end();
    });
    send({ event: "hello", data: {} });
  });
}

function aside({ conversationId, journeyId, by, name, userId }: Hint): Partial<Hint> {
  return {
    ...(by ? { by } : {}),
    ...(name ? { name } : {}),
    ...(userId ? { userId } : {}),
    ...(conversationId ? { conversationId } : {}),
    ...(journeyId ? { journeyId } : {}),
  };
}
