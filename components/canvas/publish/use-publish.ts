"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type {
  Journey,
  JourneyVersion,
  JourneyVersionSummary,
  Published,
  PublishRequest,
} from "#core/api/journeys.ts";
import type { Page } from "#core/api/page.ts";

/** The version that new runs start on, to compare the draft with. */
export function useLiveVersion(journey: Journey, enabled: boolean) {
  const version = journey.liveVersion;
  return useQuery({
    enabled: enabled && version !== null,
    queryKey: queryKeys.journeyVersion(journey.id, version ?? 0),
    queryFn: ({ signal }) =>
      api.get<JourneyVersion>(`/journeys/${journey.id}/versions/${version}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The number that the next version gets: versions count on, also after a rollback. */
export function useNextVersion(journey: Journey, enabled: boolean): number {
  const { data } = useQuery({
    enabled: enabled && journey.liveVersion !== null,
    queryKey: queryKeys.journeyVersions(journey.id),
    queryFn: ({ signal }) =>
      api.get<Page<JourneyVersionSummary>>(`/journeys/${journey.id}/versions`, { signal }),
  });
  return Math.max(journey.liveVersion ?? 0, ...(data?.data ?? []).map((each) => each.version)) + 1;
}

export function usePublish(journeyId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: PublishRequest) => api.post<Published>(`/journeys/${journeyId}/publish`, request),
    onSuccess: () => client.invalidateQueries({ queryKey: ["journey"] }),
  });
}
