"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { useResource } from "#components/settings/use-resource.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import type { CreateMetricTarget, MetricTarget } from "#core/api/metric-targets.ts";
import type { Page } from "#core/api/page.ts";

/** Whose figure it is. */
export interface Whose {
  kind: "agent" | "team";
  id: string;
}

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

/** Makes or changes a target, and removes one. Callers show errors unless `failed` names the toast. */
export function useWriteTarget(failed?: string) {
  return useResource<Partial<CreateMetricTarget>, MetricTarget>("metric-targets", failed);
}

/** Whether a target is of an agent's, a team's or, with null, everybody's figure. */
export function isOf({ team, agent }: MetricTarget, whose: Whose | null): boolean {
  if (!whose) return !team && !agent;
  return (whose.kind === "team" ? team : agent)?.id === whose.id;
}
