import { emptySchema } from "#core/api/fields.ts";
import { mergeConversationSchema, mergeOutcomeSchema, splitConversationSchema } from "#core/api/merges.ts";
import type { ConversationMerge } from "#prisma/generated/client.ts";
import { getConversation } from "#server/conversations/get-conversation.ts";
import { mergeConversation } from "#server/conversations/merge-conversations.ts";
import { splitConversation } from "#server/conversations/split-conversation.ts";
import { unmergeConversation } from "#server/conversations/unmerge-conversation.ts";
import { type Caller, endpoint } from "#server/http/endpoint.ts";

const tag = "Conversations";

export const mergeEndpoints = [
  endpoint({
    method: "post",
    path: "/conversations/{id}/merge",
    summary: "Make this conversation part of another of the same contact; answers with that one",
    tag,
    permission: "conversations.assign",
    body: mergeConversationSchema,
    result: mergeOutcomeSchema,
    run: async ({ actor, params, body }) => {
      const merge = await mergeConversation(actor, params.id, body.into);
      return outcome(actor, merge, merge.intoId);
    },
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/unmerge",
    summary: "Take a merged conversation out again, with all that came with it",
    tag,
    permission: "conversations.assign",
    body: emptySchema,
    bodyOptional: true,
    result: mergeOutcomeSchema,
    run: async ({ actor, params }) => outcome(actor, await unmergeConversation(actor, params.id), params.id),
  }),
  endpoint({
    method: "post",
    path: "/conversations/{id}/split",
    summary:
      "Make a conversation of its own from a message on, or of some messages; answers with the new one",
    tag,
    permission: "conversations.assign",
    body: splitConversationSchema,
    result: mergeOutcomeSchema,
    run: async ({ actor, params, body }) => {
      const split = await splitConversation(actor, params.id, body);
      return outcome(actor, split, split.intoId);
    },
  }),
];

async function outcome(actor: Caller, merge: ConversationMerge, conversationId: string) {
  const { id, intoId, fromId: mergedId } = merge;
  return {
    conversation: await getConversation(actor, conversationId),
    merge: {
      id,
      intoId,
      mergedId,
      mergedAt: merge.mergedAt.toISOString(),
      undoneAt: merge.undoneAt?.toISOString() ?? null,
    },
  };
}
