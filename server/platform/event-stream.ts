import { loggerFor } from "#server/platform/logger.ts";

const log = loggerFor("live");

/** One server-sent event. */
export interface StreamEvent {
  id?: string;
  event?: string;
  data: unknown;
}

/** Milliseconds between comments that keep proxies from closing a silent stream. */
const HEARTBEAT = 15_000;
/** A reader that is further behind than this is cut off; it reconnects and reads anew. */
const MOST_WAITING = 1_000;

export interface EventSink {
  send: (event: StreamEvent) => void;
  /** Ends the stream from our side; the reader comes back by itself. */
  close: () => void;
  /** Aborted when the stream has ended, from whichever side. */
  signal: AbortSignal;
}

/** An answer of server-sent events; `start` returns once it has subscribed to whatever it sends from. */
export function eventStream(request: Request, start: (sink: EventSink) => void | Promise<void>): Response {
  const ending = new AbortController();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        const write = (text: string) => {
          if (ending.signal.aborted) return;
          if ((controller.desiredSize ?? 0) < -MOST_WAITING) return finish();
          controller.enqueue(encoder.encode(text));
        };
        const finish = () => {
          if (ending.signal.aborted) return;
          ending.abort();
          clearInterval(heartbeat);
          controller.close();
        };
        const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT);
        ending.signal.addEventListener("abort", () => clearInterval(heartbeat));
        request.signal.addEventListener("abort", finish);
        write("retry: 1000\n\n");
        try {
          const send = (event: StreamEvent) => write(format(event));
          await start({ send, close: finish, signal: ending.signal });
        } catch (error) {
          log.warn({ err: error }, "a stream could not begin");
          finish();
        }
      },
      cancel() {
        ending.abort();
      },
    },
    new CountQueuingStrategy({ highWaterMark: 1 }),
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
      "x-content-type-options": "nosniff",
    },
  });
}

function format({ id, event, data }: StreamEvent): string {
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(event === undefined ? [] : [`event: ${event}`]),
    `data: ${JSON.stringify(data)}`,
  ];
  return `${lines.join("\n")}\n\n`;
}
