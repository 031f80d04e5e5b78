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
import type { Run } from "#core/api/runs.ts";

const LIMIT = 200;

/** How many runs stand at which node of the versions so far; `more` where there are too many to count. */
export interface Waiting {
  total: number;
  more: boolean;
  byNode: { nodeId: string; label: string; count: number }[];
}

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

export function useWaiting(journey: Journey, enabled: boolean) {
  const query = { journey: journey.id, status: ["waiting", "held", "paused", "stuck"], limit: LIMIT };
  return useQuery({
    enabled: enabled && journey.liveVersion !== null,
    queryKey: queryKeys.runs(query),
    queryFn: async ({ signal }) => countWaiting(await api.get<Page<Run>>("/runs", { query, signal })),
  });
}

export function countWaiting(page: Page<Run>): Waiting {
  const byNode = new Map<string, { nodeId: string; label: string; count: number }>();
  for (const { nodeId, nodeLabel } of page.data) {
    if (nodeId === null) continue;
    const known = byNode.get(nodeId) ?? { nodeId, label: nodeLabel ?? nodeId, count: 0 };
    byNode.set(nodeId, { ...known, count: known.count + 1 });
  }
  return {
    total: page.data.length,
    more: page.nextCursor !== null,
    byNode: [...byNode.values()].sort((one, other) => other.count - one.count),
  };
}

export function usePublish(journeyId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: PublishRequest) => api.post<Published>(`/journeys/${journeyId}/publish`, request),
    onSuccess: () => client.invalidateQueries({ queryKey: ["journey"] }),
  });
}
