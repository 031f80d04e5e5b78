import { z } from "zod";
import {
  contextViewedSchema,
  followerSchema,
  notificationPreferencesSchema,
  patchPreferencesSchema,
  pushSubscriptionSchema,
  transferSchema,
  viewerSchema,
  viewingSchema,
  whisperSchema,
} from "#core/api/collaboration.ts";
import { conversationSchema } from "#core/api/conversations.ts";
import { messageSchema } from "#core/api/messages.ts";
import { recordContextViewed } from "#server/collaboration/context-viewed.ts";
import { followConversation, listFollowers } from "#server/collaboration/followers.ts";
import { transferConversation } from "#server/collaboration/transfer-conversation.ts";
import { endViewing, listViewers, tellViewing } from "#server/collaboration/viewing.ts";
import { whisper } from "#server/collaboration/whisper.ts";
import { getConversation } from "#server/conversations/get-conversation.ts";
import { getMessage } from "#server/conversations/list-messages.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { changePreferences, getPreferences } from "#server/notifications/preferences.ts";
import { subscribeBrowser, unsubscribeBrowser } from "#server/notifications/push-subscriptions.ts";

const tag = "Collaboration";
const followers = z.strictObject({ data: z.array(followerSchema) });
const viewers = z.strictObject({ data: z.array(viewerSchema) });

export const collaborationEndpoints = [
  endpoint({
    method: "post",
    path: "/conversations/{id}/transfer",
    summary: "Pass a conversation on, with a note that says what was said so far",
    tag,
    permission: "conversations.assign",
    body: transferSchema,
    result: conversationSchema,
    run: async ({ actor, params, body }) => {
      await transferConversation(actor, params.id, body);
      return getConversation(actor, params.id);
    },
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/whisper",
    summary: "Say something that only the assignee sees",
    tag,
    permission: "conversations.manage",
    body: whisperSchema,
    result: messageSchema,
    status: 201,
    run: async ({ actor, params, body }) =>
      getMessage(actor, params.id, await whisper(actor, params.id, body.text)),
  }),
  endpoint({
    method: "get",
    path: "/conversations/{id}/followers",
    summary: "Who is told of what colleagues do in a conversation",
    tag,
    permission: "conversations.view",
    result: followers,
    run: async ({ actor, params }) => ({ data: await listFollowers(actor, params.id) }),
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/follow",
    summary: "Be told of what colleagues do in a conversation",
    tag,
    permission: "conversations.view",
    result: followers,
    run: async ({ actor, params }) => ({ data: await followConversation(actor, params.id, true) }),
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/unfollow",
    summary: "Be told no more",
    tag,
    permission: "conversations.view",
    result: followers,
    run: async ({ actor, params }) => ({ data: await followConversation(actor, params.id, false) }),
  }),
  endpoint({
    method: "get",
    path: "/conversations/{id}/viewers",
    summary: "Which colleagues have a conversation open now",
    tag,
    permission: "conversations.view",
    result: viewers,
    run: async ({ actor, params }) => ({ data: await listViewers(actor, params.id) }),
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/viewing",
    summary: "Say every ten seconds that one has a conversation open; answers who else has",
    tag,
    permission: "conversations.view",
    body: viewingSchema,
    bodyOptional: true,
    result: viewers,
    run: async ({ actor, params, body }) => ({ data: await tellViewing(actor, params.id, body.listening) }),
  }),
  endpoint({
    method: "delete",
    path: "/conversations/{id}/viewing",
    summary: "Say that one has closed it",
    tag,
    permission: "conversations.view",
    run: ({ actor, params }) => endViewing(actor, params.id),
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/context-viewed",
    summary: "Say which earlier sessions were on the screen; recorded once per person and cycle",
    tag,
    permission: "conversations.reply",
    body: contextViewedSchema,
    result: z.strictObject({ recorded: z.boolean() }),
    run: ({ actor, params, body }) => recordContextViewed(actor, params.id, body.sessionIds),
  }),
  endpoint({
    method: "get",
    path: "/notifications/preferences",
    summary: "How the signed-in person is told of what",
    tag,
    permission: null,
    result: notificationPreferencesSchema,
    run: ({ actor }) => getPreferences(actor),
  }),
  endpoint({
    method: "patch",
    path: "/notifications/preferences",
    summary: "Choose e-mail and push for each kind of notification",
    tag,
    permission: null,
    body: patchPreferencesSchema,
    result: notificationPreferencesSchema,
    run: ({ actor, body }) => changePreferences(actor, body.kinds),
  }),
  endpoint({
    method: "post",
    path: "/notifications/browsers",
    summary: "Tell this browser of one’s notifications; nothing of what they say leaves the server",
    tag,
    permission: null,
    body: pushSubscriptionSchema,
    run: ({ actor, body }) => subscribeBrowser(actor, body),
  }),
  endpoint({
    method: "post",
    path: "/notifications/browsers/forget",
    summary: "Tell this browser no more",
    tag,
    permission: null,
    body: pushSubscriptionSchema.pick({ endpoint: true }),
    run: ({ actor, body }) => unsubscribeBrowser(actor, body.endpoint),
  }),
];
