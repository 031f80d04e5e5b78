import {
  type InfiniteData,
  type Query,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api, type QueryValue } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { Conversation, ConversationSession, RoutingDecision } from "#core/api/conversations.ts";
import type { Task } from "#core/api/library.ts";
import type { Message } from "#core/api/messages.ts";
import type { Page } from "#core/api/page.ts";
import type { Run } from "#core/api/runs.ts";
import { findInLists } from "./list-cache.ts";
import { keptPage, nextPlace, type PagePlace } from "./list-pages.ts";

/** Rows of the first page, and of each that follows. */
const FIRST_PAGE = 50;
const NEXT_PAGES = 200;

/** The list of a view, page after page. What lies far down is not asked for again with every change. */
export function useConversations(filter: Record<string, QueryValue>, enabled = true) {
  const client = useQueryClient();
  const queryKey = queryKeys.conversations(filter);
  const order = filter.sort === "waiting" ? "waiting" : "activity";
  return useInfiniteQuery<
    Page<Conversation>,
    ApiError,
    InfiniteData<Page<Conversation>>,
    readonly unknown[],
    PagePlace | undefined
  >({
    queryKey,
    enabled,
    queryFn: ({ pageParam: place, signal }) => {
      const old = client.getQueryData<InfiniteData<Page<Conversation>>>(queryKey);
      const kept = place && old && keptPage(old.pages, place, order);
      if (kept) return kept;
      const limit = place ? NEXT_PAGES : FIRST_PAGE;
      return api.get("/conversations", { query: { ...filter, cursor: place?.cursor, limit }, signal });
    },
    initialPageParam: undefined,
    getNextPageParam: (_, pages) => nextPlace(pages),
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
