import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { LogEvent } from "#core/api/events.ts";
import type { Page } from "#core/api/page.ts";
import type { Team } from "#core/api/people.ts";
import { useColleagues } from "./mentions.ts";
import { type SystemLine, systemLines, TOLD_EVENTS } from "./system-lines.ts";
import { useConversationRuns } from "./use-conversations.ts";

/** What happened around the words of a conversation; nothing until it is known, and nothing where it may not be. */
export function useSystemLines(id: string): SystemLine[] {
  const events = useQuery<Page<LogEvent>, ApiError>({
    queryKey: queryKeys.conversationPart(id, "events"),
    queryFn: ({ signal }) =>
      api.get(`/conversations/${id}/events`, { query: { type: TOLD_EVENTS, limit: 200 }, signal }),
  });
  const teams = useQuery({
    queryKey: queryKeys.resource("teams"),
    queryFn: () => api.get<Page<Team>>("/teams", { query: { limit: 200 } }),
    staleTime: 60_000,
  });
  const users = useColleagues(true);
  const runs = useConversationRuns(id);
  return useMemo(
    () =>
      systemLines(events.data?.data ?? [], {
        user: (wanted) => users.find((user) => user.id === wanted)?.name ?? null,
        team: (wanted) => teams.data?.data.find((team) => team.id === wanted)?.name ?? null,
        journey: (wanted) => runs.data?.data.find((run) => run.id === wanted)?.journey.name ?? null,
      }),
    [events.data, users, teams.data, runs.data],
  );
}
