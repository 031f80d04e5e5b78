import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { toastDone } from "#components/ui/toast.tsx";
import type { createTaskSchema, followUpAnswerSchema, Task } from "#core/api/library.ts";

type FollowUpAnswer = z.output<typeof followUpAnswerSchema>;

/** Adding tasks to a conversation, and ticking them off. */
export function useTaskActions(conversationId: string) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: queryKeys.conversation(conversationId) });
  const add = useMutation<Task, ApiError, z.input<typeof createTaskSchema>>({
    mutationFn: (body) => api.post("/tasks", { conversationId, ...body }),
    onSettled,
  });
  const setStatus = useMutation<Task, ApiError, { id: string; status: "open" | "done" | "cancelled" }>({
    mutationFn: ({ id, status }) => api.patch(`/tasks/${id}`, { status }),
    onSuccess: (task, { status }) => {
      if (status === "done")
        toastDone(`Done: ${task.title}`, { run: () => setStatus.mutate({ id: task.id, status: "open" }) });
    },
    onSettled,
    meta: { failed: "The task was not changed" },
  });
  return { add, setStatus };
}

/** One's own reminder of a conversation, which goes away when the customer writes. */
export function useFollowUp(conversationId: string) {
  const client = useQueryClient();
  const path = `/conversations/${conversationId}/follow-up`;
  const key = queryKeys.conversationPart(conversationId, "follow-up");
  const followUp = useQuery<FollowUpAnswer, ApiError>({
    queryKey: key,
    queryFn: ({ signal }) => api.get(path, { signal }),
  });
  const onSettled = () => client.invalidateQueries({ queryKey: queryKeys.conversation(conversationId) });
  const set = useMutation<unknown, ApiError, string>({
    mutationFn: (at) => api.put(path, { at }),
    onSettled,
    meta: { failed: "You will not be reminded" },
  });
  const clear = useMutation<unknown, ApiError>({
    mutationFn: () => api.delete(path),
    onSettled,
    meta: { failed: "The reminder stays" },
  });
  return { current: followUp.data?.followUp ?? null, set: set.mutate, clear: clear.mutate };
}
