import {
  assignSchema,
  conversationSchema,
  conversationsQuerySchema,
  participantSchema,
  patchConversationSchema,
  readMarkSchema,
  resolveSchema,
  routingDecisionSchema,
  sessionSchema,
  snoozeSchema,
} from "#core/api/conversations.ts";
import { eventLogQuerySchema, logEventSchema } from "#core/api/events.ts";
import { emptySchema } from "#core/api/fields.ts";
import { pageOf } from "#core/api/page.ts";
import { readEventLog } from "#server/analytics/event-log.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { claimConversation } from "#server/conversations/claim-conversation.ts";
import { getConversation } from "#server/conversations/get-conversation.ts";
import {
  listParticipants,
  listRoutingDecisions,
  listSessions,
} from "#server/conversations/list-conversation-parts.ts";
import { listConversations } from "#server/conversations/list-conversations.ts";
import { markRead } from "#server/conversations/mark-read.ts";
import { releaseConversation } from "#server/conversations/release-conversation.ts";
import { reopenConversation, resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { snoozeConversation, wakeConversation } from "#server/conversations/snooze-conversation.ts";
import { tellTyping } from "#server/conversations/tell-typing.ts";
import { updateConversation } from "#server/conversations/update-attributes.ts";
import { endpoint } from "#server/http/endpoint.ts";

const tag = "Conversations";

const whole = <Item>(data: Item[]) => ({ data, nextCursor: null });

export const conversationEndpoints = [
  endpoint({
    method: "get",
    path: "/conversations",
    summary: "List conversations",
    tag,
    permission: "conversations.view",
    query: conversationsQuerySchema,
    result: pageOf(conversationSchema),
    run: ({ actor, query }) => listConversations(actor, query),
  }),
  endpoint({
    method: "get",
    path: "/conversations/{id}",
    summary: "Read a conversation",
    tag,
    permission: "conversations.view",
    result: conversationSchema,
    run: ({ actor, params }) => getConversation(actor, params.id),
  }),
  endpoint({
    method: "patch",
    path: "/conversations/{id}",
    summary: "Change priority, tags, attributes and the like",
    tag,
    permission: "conversations.reply",
    body: patchConversationSchema,
    result: conversationSchema,
    run: async ({ actor, params, body }) => {
      await updateConversation(actor, params.id, body);
      return getConversation(actor, params.id);
    },
  }),
  endpoint({
    method: "get",
    path: "/conversations/{id}/events",
    summary: "What happened to a conversation",
    tag,
    permission: "conversations.view",
    query: eventLogQuerySchema.omit({ conversation: true }),
    result: pageOf(logEventSchema),
    run: ({ actor, params, query }) => readEventLog(actor, { ...query, conversation: params.id }),
  }),
  endpoint({
    method: "get",
    path: "/conversations/{id}/sessions",
    summary: "List a conversation's sessions",
    tag,
    permission: "conversations.view",
    result: pageOf(sessionSchema),
    run: async ({ actor, params }) => whole(await listSessions(actor, params.id)),
  }),
  endpoint({
    method: "get",
    path: "/conversations/{id}/participants",
    summary: "List who took part",
    tag,
    permission: "conversations.view",
    result: pageOf(participantSchema),
    run: async ({ actor, params }) => whole(await listParticipants(actor, params.id)),
  }),
  endpoint({
    method: "get",
    path: "/conversations/{id}/routing",
    summary: "Why it went where it went: routing decisions with their candidates",
    tag,
    permission: "conversations.view",
    result: pageOf(routingDecisionSchema),
    run: async ({ actor, params }) => whole(await listRoutingDecisions(actor, params.id)),
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/assign",
    summary: "Give a conversation to an agent, a team, or nobody",
    tag,
    permission: "conversations.assign",
    body: assignSchema,
    result: conversationSchema,
    run: async ({ actor, params, body }) => {
      await assignConversation(actor, { ...body, conversationId: params.id });
      return getConversation(actor, params.id);
    },
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/claim",
    summary: "Take a conversation for oneself",
    tag,
    permission: "conversations.reply",
    body: emptySchema,
    bodyOptional: true,
    result: conversationSchema,
    run: async ({ actor, params }) => {
      await claimConversation(actor, params.id);
      return getConversation(actor, params.id);
    },
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/release",
    summary: "Let go of a conversation: held journeys go on",
    tag,
    permission: "conversations.reply",
    body: emptySchema,
    bodyOptional: true,
    result: conversationSchema,
    run: async ({ actor, params }) => {
      await releaseConversation(actor, params.id);
      return getConversation(actor, params.id);
    },
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/snooze",
    summary: "Put a conversation away until a time or the customer's next message",
    tag,
    permission: "conversations.reply",
    body: snoozeSchema,
    result: conversationSchema,
    run: async ({ actor, params, body }) => {
      const until = body.until === null ? null : new Date(body.until);
      await snoozeConversation(actor, { conversationId: params.id, until });
      return getConversation(actor, params.id);
    },
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/resolve",
    summary: "Mark a conversation as done",
    tag,
    permission: "conversations.reply",
    body: resolveSchema,
    bodyOptional: true,
    result: conversationSchema,
    run: async ({ actor, params, body }) => {
      await resolveConversation(actor, { conversationId: params.id, reason: body.reason });
      return getConversation(actor, params.id);
    },
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/reopen",
    summary: "Open a resolved conversation again, or wake a snoozed one",
    tag,
    permission: "conversations.reply",
    body: emptySchema,
    bodyOptional: true,
    result: conversationSchema,
    run: async ({ actor, params }) => {
      const { status } = await getConversation(actor, params.id);
      if (status === "snoozed") await wakeConversation(actor, { conversationId: params.id, by: "agent" });
      else await reopenConversation(actor, params.id);
      return getConversation(actor, params.id);
    },
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/read",
    summary: "Note how far one has read",
    tag,
    permission: "conversations.view",
    body: readMarkSchema,
    bodyOptional: true,
    run: async ({ actor, params, body }) => markRead(actor, params.id, body.messageId),
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/typing",
    summary: "Tell the customer and the colleagues that one is writing; it holds for some seconds",
    tag,
    permission: "conversations.reply",
    body: emptySchema,
    bodyOptional: true,
    run: async ({ actor, params }) => tellTyping(actor, params.id),
  }),
];
