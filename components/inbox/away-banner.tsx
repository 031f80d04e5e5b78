import { useQuery } from "@tanstack/react-query";
import { Palmtree } from "lucide-react";
import { DateTime } from "luxon";
import type { z } from "zod";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { useViewer } from "#components/shell/viewer.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { outOfOfficeAnswerSchema } from "#core/api/people.ts";

/** Whoever has the conversation is out of office: until when, and whether the customer is told. */
export function AwayBanner({ assignee }: Pick<Conversation, "assignee">) {
  const viewer = useViewer();
  const id = assignee?.id;
  const away = useQuery<z.output<typeof outOfOfficeAnswerSchema>, ApiError>({
    queryKey: queryKeys.resource("out-of-office", id),
    queryFn: ({ signal }) => api.get(`/users/${id}/out-of-office`, { signal }),
    enabled: id !== undefined,
    staleTime: 60_000,
  });
  const absence = away.data?.outOfOffice;
  if (!absence?.isNow || !assignee) return null;
  const who = assignee.id === viewer.id ? "You are" : `${assignee.name} is`;
  return (
    <p
      role="status"
      className="mx-3 mb-2 flex items-center gap-2 rounded-md bg-info-soft px-3 py-1.5 text-info text-xs"
    >
      <Palmtree className="size-3.5 shrink-0" aria-hidden />
      <span>
        {who} out of office until{" "}
        {DateTime.fromISO(absence.until).toLocaleString({ ...DateTime.DATETIME_MED, weekday: "short" })}.{" "}
        {absence.message ? "Who writes is told once." : "Nobody is told."}
      </span>
    </p>
  );
}
