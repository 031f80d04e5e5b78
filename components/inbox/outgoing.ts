import type { Message, SendMessage } from "#core/api/messages.ts";

/** A reply or note on its way to the server. */
export interface Outgoing {
  /** Makes sending it twice harmless. */
  key: string;
  body: SendMessage;
  /** The newest place in the thread when it was sent. */
  after: number;
  /** ISO 8601. */
  at: string;
  /** Once more what the provider refused: its words stand in the thread, not in the draft. */
  isRetry?: boolean;
}

/**
 * Outgoing messages as the thread shows them until the server's own come: one that has come already, by the live
 * stream, is left out.
 */
export function showOutgoing(
  outgoing: readonly Outgoing[],
  thread: readonly Message[],
  author: { id: string; name: string },
): Message[] {
  const arrived = (sent: Outgoing) =>
    thread.some(
      (message) =>
        message.position > sent.after &&
        message.author.id === author.id &&
        message.note === Boolean(sent.body.note) &&
        message.text === sent.body.text,
    );
  return outgoing.filter((sent) => !arrived(sent)).map((sent) => asMessage(sent, author));
}

function asMessage({ key, body, after, at }: Outgoing, author: { id: string; name: string }): Message {
  const note = Boolean(body.note);
  return {
    id: key,
    note,
    position: after + 1,
    sessionId: null,
    channel: note ? null : (body.channel ?? null),
    direction: "out",
    author: { kind: "agent", ...author },
    text: body.text ?? "",
    html: null,
    subject: null,
    attachments: [],
    content: {},
    status: note ? null : "queued",
    language: null,
    mentions: body.mentions ?? [],
    runId: null,
    nodeId: null,
    at,
    deliveredAt: null,
    readAt: null,
  };
}
