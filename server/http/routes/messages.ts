import {
  messageSchema,
  messagesQuerySchema,
  patchScheduledSchema,
  type SendMessage,
  scheduledMessagesQuerySchema,
  sendMessageSchema,
} from "#core/api/messages.ts";
import { pageOf } from "#core/api/page.ts";
import { AppError, isAppError } from "#core/errors.ts";
import { addNote } from "#server/conversations/add-note.ts";
import { getMessage, listMessages } from "#server/conversations/list-messages.ts";
import {
  cancelScheduled,
  listScheduled,
  patchScheduled,
  scheduleReply,
} from "#server/conversations/scheduled-messages.ts";
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
      if (isPutOff(body)) return schedule(actor, params.id, body);
      const id = body.note ? await note(actor, params.id, body) : await reply(actor, params.id, body);
      return getMessage(actor, params.id, id);
    },
  }),
  endpoint({
    method: "get",
    path: "/conversations/{id}/scheduled-messages",
    summary: "Replies that are not sent yet, soonest first; with `all` also what came to nothing",
    tag,
    permission: "conversations.view",
    query: scheduledMessagesQuerySchema,
    result: pageOf(messageSchema),
    run: ({ actor, params, query }) => listScheduled(actor, params.id, query.all),
  }),
  endpoint({
    method: "patch",
    path: "/messages/{id}",
    summary: "Change a reply that is not sent yet",
    tag,
    permission: "conversations.reply",
    body: patchScheduledSchema,
    result: messageSchema,
    run: ({ actor, params, body }) => patchScheduled(actor, params.id, body),
  }),
  endpoint({
    method: "delete",
    path: "/messages/{id}",
    summary: "Take a reply back that is not sent yet; 409 once it is",
    tag,
    permission: "conversations.reply",
    run: ({ actor, params }) => cancelScheduled(actor, params.id),
  }),
];

function isPutOff({ note, sendAt, undoSeconds }: SendMessage): boolean {
  return !note && (sendAt !== undefined || (undoSeconds ?? 0) > 0);
}

async function schedule(actor: Caller, conversationId: string, body: SendMessage) {
  const { text, channel, lastSeenMessageId, onCustomerReply, sendAt, undoSeconds = 0 } = body;
  const attachmentIds = body.attachments?.map(({ attachment }) => attachment);
  const reply = { conversationId, text, channel, lastSeenMessageId, onCustomerReply, attachmentIds };
  const at = sendAt ? new Date(sendAt) : new Date(Date.now() + undoSeconds * 1000);
  return withConflict(actor, conversationId, () =>
    scheduleReply(actor, { ...reply, sendAt: at, isHeld: sendAt === undefined }),
  );
}

async function note(actor: Caller, conversationId: string, body: SendMessage): Promise<string> {
  const attachmentIds = body.attachments?.map(({ attachment }) => attachment);
  const { text = "", mentions } = body;
  const { id } = await addNote(actor, { conversationId, text, mentions, attachmentIds });
  return id;
}

async function reply(actor: Caller, conversationId: string, body: SendMessage): Promise<string> {
  const { text, channel, lastSeenMessageId } = body;
  const attachmentIds = body.attachments?.map(({ attachment }) => attachment);
  const command = { conversationId, text, channel, lastSeenMessageId, attachmentIds };
  return withConflict(actor, conversationId, async () => requireMessage(await sendMessage(actor, command)));
}

/** A refusal because somebody answered since carries that answer. */
async function withConflict<Result>(
  actor: Caller,
  conversationId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
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
