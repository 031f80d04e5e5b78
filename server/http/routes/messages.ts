import {
  messageSchema,
  messagesQuerySchema,
  type SendMessage,
  sendMessageSchema,
} from "#core/api/messages.ts";
import { pageOf } from "#core/api/page.ts";
import { AppError, isAppError } from "#core/errors.ts";
import { addNote } from "#server/conversations/add-note.ts";
import { getMessage, listMessages } from "#server/conversations/list-messages.ts";
import type { SendOutcome } from "#server/conversations/send-command.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { type Caller, endpoint } from "#server/http/endpoint.ts";

const tag = "Conversations";

export const messageEndpoints = [
  endpoint({
    method: "get",
    path: "/conversations/{id}/messages",
    summary: "Read a thread, the latest page first; with its notes when asked for",
    tag,
    permission: "conversations.view",
    query: messagesQuerySchema,
    result: pageOf(messageSchema),
    run: ({ actor, params, query }) => listMessages(actor, params.id, query),
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/messages",
    summary: "Reply, or write a note; 409 reply_conflict when someone answered since",
    tag,
    permission: "conversations.reply",
    body: sendMessageSchema,
    result: messageSchema,
    status: 201,
    run: async ({ actor, params, body }) => {
      const id = body.note ? await note(actor, params.id, body) : await reply(actor, params.id, body);
      return getMessage(actor, params.id, id);
    },
  }),
];

async function note(actor: Caller, conversationId: string, body: SendMessage): Promise<string> {
  const attachmentIds = body.attachments?.map(({ attachment }) => attachment);
  const { text = "", mentions } = body;
  const { id } = await addNote(actor, { conversationId, text, mentions, attachmentIds });
  return id;
}

async function reply(actor: Caller, conversationId: string, body: SendMessage): Promise<string> {
  const { text, channel, lastSeenMessageId } = body;
  const attachmentIds = body.attachments?.map(({ attachment }) => attachment);
  try {
    const command = { conversationId, text, channel, lastSeenMessageId, attachmentIds };
    return requireMessage(await sendMessage(actor, command));
  } catch (error) {
    if (!isAppError(error, "reply_conflict")) throw error;
    throw await withNewerMessage(actor, conversationId, error);
  }
}

/** A message that failed or was suppressed is there too, and says why; only nothing at all is an error. */
function requireMessage(outcome: SendOutcome): string {
  if (outcome.messageId) return outcome.messageId;
  const reason = "reason" in outcome ? outcome.reason : "Nothing could be sent.";
  throw new AppError("invalid_input", reason);
}

async function withNewerMessage(actor: Caller, conversationId: string, error: AppError): Promise<AppError> {
  const { data } = await listMessages(actor, conversationId, { limit: 20, order: "desc" });
  const newerMessage = data.findLast(
    ({ direction, status }) => direction === "out" && status !== "failed" && status !== "suppressed",
  );
  return new AppError("reply_conflict", error.message, { cause: { extra: { newerMessage } } });
}
