import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { queryKeys } from "#components/api/query-keys.ts";
import type { Conversation } from "#core/api/conversations.ts";
import type { Message } from "#core/api/messages.ts";
import type { Page } from "#core/api/page.ts";

type Pages<Item> = InfiniteData<Page<Item>>;

const LISTS = { queryKey: ["conversation", "list"] };

/** A conversation as one of the lists on hand shows it, so that it opens at once. */
export function findInLists(client: QueryClient, id: string): Conversation | undefined {
  for (const [, list] of client.getQueriesData<Pages<Conversation> | Page<Conversation>>(LISTS)) {
    const pages = list === undefined ? [] : "pages" in list ? list.pages : [list];
    const found = pages.flatMap((page) => page.data).find((row) => row.id === id);
    if (found) return found;
  }
  return undefined;
}

/** Tags of the conversations on hand, in the order of the alphabet. */
export function tagsOnHand(client: QueryClient): string[] {
  const lists = client.getQueriesData<Pages<Conversation> | Page<Conversation>>(LISTS);
  const pages = lists.flatMap(([, list]) => (!list ? [] : "pages" in list ? list.pages : [list]));
  const tags = new Set(pages.flatMap((page) => page.data.flatMap((row) => row.tags)));
  return [...tags].sort((one, other) => one.localeCompare(other));
}

/** Changes conversations in every list on hand, before the server has said so. */
export function changeInLists(
  client: QueryClient,
  ids: ReadonlySet<string>,
  change: (row: Conversation) => Conversation,
): void {
  const apply = (page: Page<Conversation>) => {
    if (!page.data.some((row) => ids.has(row.id))) return page;
    return {
      ...page,
      data: page.data.map((row) => (ids.has(row.id) ? change(row) : row)),
    };
  };
  client.setQueriesData<Pages<Conversation> | Page<Conversation>>(LISTS, (list) => {
    if (!list) return list;
    return "pages" in list ? { ...list, pages: list.pages.map(apply) } : apply(list);
  });
}

/** Takes conversations out of the lists on hand that do not show their new status, before the server has said so. */
export function takeFromLists(
  client: QueryClient,
  ids: ReadonlySet<string>,
  status: Conversation["status"],
): void {
  for (const [key, list] of client.getQueriesData<Pages<Conversation>>(LISTS)) {
    const shown = (key[2] as { status?: string | string[] } | undefined)?.status;
    if (!list || !("pages" in list) || !shown || [shown].flat().join(",").split(",").includes(status))
      continue;
    const pages = list.pages.map((page) =>
      page.data.some((row) => ids.has(row.id))
        ? { ...page, data: page.data.filter((row) => !ids.has(row.id)) }
        : page,
    );
    client.setQueryData(key, { ...list, pages });
  }
}

/** What was read counts as read in every list on hand, before they are asked for again. */
export function showAsRead(client: QueryClient, id: string): void {
  changeInLists(client, new Set([id]), (row) => (row.unread ? { ...row, unread: 0 } : row));
}

/** Puts a message that the server has accepted at the end of its thread. */
export function addToThread(client: QueryClient, conversationId: string, message: Message): void {
  client.setQueryData<Pages<Message>>(queryKeys.messages(conversationId), (thread) => {
    const [newest, ...older] = thread?.pages ?? [];
    if (!thread || !newest) return thread;
    if (thread.pages.some((page) => page.data.some((each) => each.id === message.id))) return thread;
    return { ...thread, pages: [{ ...newest, data: [...newest.data, message] }, ...older] };
  });
}

/** Puts a reply that waits for its time beside those that wait already. */
export function addScheduled(client: QueryClient, conversationId: string, message: Message): void {
  client.setQueryData<Page<Message>>([...queryKeys.messages(conversationId), "scheduled"], (list) => ({
    data: [...(list?.data ?? []).filter((each) => each.id !== message.id), message],
    nextCursor: null,
  }));
}
