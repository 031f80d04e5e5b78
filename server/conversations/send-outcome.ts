import type { Message } from "#prisma/generated/client.ts";
import type { SendOutcome } from "#server/conversations/send-command.ts";

/** What became of a message that was asked for before, read from its row. */
export function earlierOutcome(message: Message): SendOutcome {
  const ids = { messageId: message.id, conversationId: message.conversationId };
  const error = message.error as { code?: string; message?: string } | null;
  const code = error?.code ?? message.status;
  const unexplained =
    message.status === "failed" ? "The provider could not deliver it" : `The message is ${message.status}`;
  const reason = error?.message ?? unexplained;
  switch (message.status) {
    case "failed":
      return { status: "failed", code, reason, ...ids };
    case "suppressed":
      return { status: "suppressed", code, reason, ...ids };
    case "unknown":
      return { status: "unknown", reason, ...ids };
    default:
      return { status: "done", result: { messageId: message.id, sentAt: sentAt(message) }, ...ids };
  }
}

/** When a message was given to the provider, in epoch milliseconds: what the customer says from then on may answer it. */
export function sentAt({ attemptedAt, at }: Message): number {
  return (attemptedAt ?? at).getTime();
}
