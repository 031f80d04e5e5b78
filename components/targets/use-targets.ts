"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import type { MetricTarget } from "#core/api/metric-targets.ts";
import type { Page } from "#core/api/page.ts";

/** Every target of the workspace, for those who may see them. */
export function useTargets() {
  const enabled = useAllowed("metrics.viewAll");
  return useQuery({
    queryKey: queryKeys.resource("metric-targets", undefined),
    queryFn: ({ signal }) =>
      api.get<Page<MetricTarget>>("/metric-targets", { query: { limit: 200 }, signal }),
    enabled,
    staleTime: 60_000,
  });
}
