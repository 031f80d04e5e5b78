import { useQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { CannedResponse } from "#core/api/library.ts";
import type { Page } from "#core/api/page.ts";

interface CannedRepliesProps {
  /** What was typed after the slash. */
  query: string;
  onChoose: (text: string) => void;
}

/** Replies kept for reuse, found by name while typing after a slash. */
export function CannedReplies({ query, onChoose }: CannedRepliesProps) {
  const replies = useQuery({
    queryKey: queryKeys.resource("canned-responses"),
    queryFn: () => api.get<Page<CannedResponse>>("/canned-responses", { query: { limit: 100 } }),
    staleTime: 60_000,
  });
  const wanted = query.trim().toLocaleLowerCase();
  const found = (replies.data?.data ?? [])
    .filter((reply) => `${reply.key} ${reply.name}`.toLocaleLowerCase().includes(wanted))
    .slice(0, 6);
  if (replies.isPending) return null;
  return (
    <ul
      aria-label="Canned replies"
      className="mx-2 mt-2 overflow-hidden rounded-md border border-line bg-raised"
    >
      {found.length === 0 && (
        <li className="px-3 py-2 text-ink-faint text-xs">No canned reply by that name</li>
      )}
      {found.map((reply) => (
        <li key={reply.id}>
          <button
            type="button"
            onClick={() => onChoose(wordsOf(reply))}
            className="flex w-full gap-2 px-3 py-1.5 text-left hover:bg-hover focus-visible:bg-hover"
          >
            <span className="shrink-0 font-medium">{reply.name}</span>
            <span className="truncate text-ink-muted">{wordsOf(reply)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The words in the workspace's own language; agents who need another change them before sending. */
function wordsOf(reply: CannedResponse): string {
  return reply.text;
}
