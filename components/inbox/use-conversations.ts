import {
  type InfiniteData,
  type Query,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { Conversation, ConversationSession, RoutingDecision } from "#core/api/conversations.ts";
import type { Task } from "#core/api/library.ts";
import type { Message } from "#core/api/messages.ts";
import type { Page } from "#core/api/page.ts";
import type { Run } from "#core/api/runs.ts";
import type { InboxView } from "./inbox-views.ts";
import { findInLists } from "./list-cache.ts";

/** The list of a view, page after page. */
export function useConversations(view: InboxView, search: string) {
  const filter = { ...view.filter, q: search || undefined };
  return useInfiniteQuery<
    Page<Conversation>,
    ApiError,
    InfiniteData<Page<Conversation>>,
    readonly unknown[],
    string | undefined
  >({
    queryKey: queryKeys.conversations(filter),
    queryFn: ({ pageParam, signal }) =>
      api.get("/conversations", { query: { ...filter, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // While one types a search the rows found before stay; another view starts empty.
    placeholderData: (before, query) => (query && isOfView(query, filter) ? before : undefined),
  });
}

function isOfView(query: Pick<Query, "queryKey">, filter: Record<string, unknown>): boolean {
  const before = query.queryKey[2] as Record<string, unknown>;
  return JSON.stringify({ ...before, q: undefined }) === JSON.stringify({ ...filter, q: undefined });
}

/** One conversation; as its row in the list knows it until the answer comes. */
export function useConversation(id: string) {
  const client = useQueryClient();
  return useQuery<Conversation, ApiError>({
    queryKey: queryKeys.conversation(id),
    queryFn: ({ signal }) => api.get(`/conversations/${id}`, { signal }),
    placeholderData: () => findInLists(client, id),
  });
}

/** The thread with its notes: the newest page first, older ones on demand. */
export function useThread(id: string) {
  return useInfiniteQuery<
    Page<Message>,
    ApiError,
    InfiniteData<Page<Message>>,
    readonly unknown[],
    string | undefined
  >({
    queryKey: queryKeys.messages(id),
    queryFn: ({ pageParam, signal }) =>
      api.get(`/conversations/${id}/messages`, {
        query: { include: "notes", order: "desc", cursor: pageParam, limit: 60 },
        signal,
      }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useSessions(id: string) {
  return useQuery<Page<ConversationSession>, ApiError>({
    queryKey: queryKeys.conversationPart(id, "sessions"),
    queryFn: ({ signal }) => api.get(`/conversations/${id}/sessions`, { signal }),
  });
}

export function useOpenTasks(id: string) {
  return useQuery<Page<Task>, ApiError>({
    queryKey: queryKeys.conversationPart(id, "tasks"),
    queryFn: ({ signal }) =>
      api.get("/tasks", { query: { conversation: id, status: ["open"], limit: 50 }, signal }),
  });
}

export function useConversationRuns(id: string) {
  return useQuery<Page<Run>, ApiError>({
    queryKey: queryKeys.runs({ conversation: id }),
    queryFn: ({ signal }) => api.get("/runs", { query: { conversation: id, limit: 20 }, signal }),
  });
}

/** All conversations with a person, on whatever channel, newest first. */
export function useContactConversations(contactId: string) {
  const filter = { contact: contactId, limit: 10 };
  return useQuery<Page<Conversation>, ApiError>({
    queryKey: queryKeys.conversations(filter),
    queryFn: ({ signal }) => api.get("/conversations", { query: filter, signal }),
  });
}

export function useRouting(id: string) {
  return useQuery<Page<RoutingDecision>, ApiError>({
    queryKey: queryKeys.conversationPart(id, "routing"),
    queryFn: ({ signal }) => api.get(`/conversations/${id}/routing`, { signal }),
  });
}
