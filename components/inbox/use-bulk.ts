import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { toastDone, toastFailed } from "#components/ui/toast.tsx";
import type { BulkOutcome, bulkActionSchema } from "#core/api/bulk.ts";
import type { Conversation } from "#core/api/conversations.ts";
import { changeInLists, takeFromLists } from "./list-cache.ts";

export type BulkRequest = z.input<typeof bulkActionSchema>;

const DONE: Record<BulkRequest["do"], string> = {
  assign: "assigned",
  resolve: "resolved",
  snooze: "snoozed",
  reopen: "reopened",
  tag: "tagged",
  untag: "untagged",
  priority: "given another priority",
  markRead: "marked as read",
  spam: "moved to spam",
  notSpam: "taken out of spam",
};

/** One thing done to many conversations: shown at once, told by a toast that takes it back. */
export function useBulk() {
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: ["conversation"] });
  const takeBack = useMutation<BulkOutcome, ApiError, string>({
    mutationFn: (token) => api.post("/conversations/undo", { token }),
    onSuccess: ({ failed }) => {
      if (failed > 0)
        toastFailed("Not all of it was taken back", `${failed} had been changed by somebody since.`);
    },
    onSettled: renew,
    meta: { failed: "It was not taken back" },
  });
  return useMutation<BulkOutcome, ApiError, { ids: string[]; action: BulkRequest }>({
    mutationFn: (body) => api.post("/conversations/bulk", body),
    onMutate: ({ ids, action }) => {
      const meant = new Set(ids);
      const status = LEAVES[action.do];
      if (status) takeFromLists(client, meant, status);
      else changeInLists(client, meant, (row) => expected(row, action));
    },
    onSuccess: ({ done, failed, data, undo }, { action }) => {
      if (done > 0)
        toastDone(
          `${countOf(done)} ${DONE[action.do]}`,
          undo ? { run: () => takeBack.mutate(undo.token) } : undefined,
        );
      const why = data.find((each) => each.error)?.error?.message;
      if (failed > 0) toastFailed(`${countOf(failed)} left as ${failed === 1 ? "it was" : "they were"}`, why);
    },
    onSettled: renew,
    meta: { failed: "Nothing was changed" },
  });
}

const countOf = (count: number) => (count === 1 ? "1 conversation" : `${count} conversations`);

const LEAVES: Partial<Record<BulkRequest["do"], Conversation["status"]>> = {
  resolve: "resolved",
  snooze: "snoozed",
  spam: "spam",
};

/** A row as it will be, as far as the browser can know. */
function expected(row: Conversation, action: BulkRequest): Conversation {
  switch (action.do) {
    case "tag":
      return { ...row, tags: [...new Set([...row.tags, ...action.tags])] };
    case "untag":
      return { ...row, tags: row.tags.filter((tag) => !action.tags.includes(tag)) };
    case "priority":
      return { ...row, priority: action.priority };
    case "markRead":
      return { ...row, unread: 0 };
    default:
      return row;
  }
}
