import { useQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { CannedResponse } from "#core/api/library.ts";
import type { Page } from "#core/api/page.ts";

/** Replies kept for reuse whose name holds the words typed; null where nothing was asked, or until they are there. */
export function useCannedReplies(words: string | null): CannedResponse[] | null {
  const replies = useQuery({
    queryKey: queryKeys.resource("canned-responses"),
    queryFn: () => api.get<Page<CannedResponse>>("/canned-responses", { query: { limit: 200 } }),
    staleTime: 60_000,
    enabled: words !== null,
  });
  if (words === null || !replies.data) return null;
  const wanted = words.trim().toLocaleLowerCase();
  return replies.data.data.filter((reply) =>
    `${reply.key} ${reply.name}`.toLocaleLowerCase().includes(wanted),
  );
}
