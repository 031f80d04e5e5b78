"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, type QueryValue } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { Period } from "#components/dashboard/period.ts";
import type { Metric } from "#core/api/metrics.ts";
import type { MetricName } from "#core/metrics/definitions.ts";

interface MetricOptions {
  groupBy?: "channel" | "team" | "agent" | "sentiment" | "presence";
  /** Of one agent or one team, by id. */
  agent?: string;
  team?: string;
  /** Key of business hours: durations then count only the time within them. */
  businessHours?: string | undefined;
  /** Asks for the period before in place of this one. */
  before?: boolean;
}

/** A figure over the period, in the viewer's zone; the one before stays in view while another is on its way. */
export function useMetric(
  name: MetricName,
  period: Period,
  { groupBy, before, agent, team, businessHours }: MetricOptions = {},
) {
  const query: Record<string, QueryValue> = {
    from: before ? period.beforeFrom : period.from,
    to: before ? period.from : undefined,
    interval: period.interval,
    groupBy,
    agent,
    team,
    businessHours,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  return useQuery({
    queryKey: queryKeys.metric(name, query),
    queryFn: ({ signal }) => api.get<Metric>(`/metrics/${name}`, { query, signal }),
    placeholderData: keepPreviousData,
  });
}
