"use client";
import { keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { api, type QueryValue } from "#components/api/client.ts";
import type { Page } from "#core/api/page.ts";

/** A list that pages by cursor. While a filter changes, the list before it stays in view. */
export function usePages<Item>(queryKey: QueryKey, path: string, query: Record<string, QueryValue>) {
  const result = useInfiniteQuery({
    queryKey,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Item>>(path, { query: { ...query, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  return {
    items: result.data?.pages.flatMap((page) => page.data),
    error: result.error,
    isStale: result.isPlaceholderData,
    hasMore: result.hasNextPage,
    loadingMore: result.isFetchingNextPage,
    loadMore: () => void result.fetchNextPage(),
    retry: () => void result.refetch(),
  };
}
