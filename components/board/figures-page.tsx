"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { EventsButton } from "#components/dashboard/event-sheet.tsx";
import { FigureCard } from "#components/dashboard/figure-card.tsx";
import { figureWords } from "#components/dashboard/figure-words.ts";
import { PERIODS, type Period, periodOf } from "#components/dashboard/period.ts";
import { useMetric } from "#components/dashboard/use-metric.ts";
import { useReferences } from "#components/forms/use-references.ts";
import { Page } from "#components/shell/page.tsx";
import { StatusFilter } from "#components/shell/status-filter.tsx";
import { useUrlState } from "#components/shell/use-url-state.ts";
import { TargetButton } from "#components/targets/target-button.tsx";
import { TargetMark } from "#components/targets/target-mark.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Metric } from "#core/api/metrics.ts";
import type { MetricName } from "#core/metrics/definitions.ts";

interface WhoseFigures {
  kind: "agent" | "team";
  id: string;
}

interface FigureChoice {
  name: MetricName;
  better: "more" | "less" | "neither";
  /** A length that business hours may be counted of. */
  isDuration?: boolean;
  /** Journeys hand over to a team, not to somebody. */
  ofTeams?: boolean;
}

const FIGURES: FigureChoice[] = [
  { name: "first_response_time", better: "less", isDuration: true },
  { name: "response_time", better: "less", isDuration: true },
  { name: "resolution_time", better: "less", isDuration: true },
  { name: "last_resolution_time", better: "less", isDuration: true },
  { name: "waiting_now", better: "less" },
  { name: "open_conversations", better: "neither" },
  { name: "volume", better: "neither" },
  { name: "messages", better: "neither" },
  { name: "sla_adherence", better: "more" },
  { name: "csat", better: "more" },
  { name: "sentiment_shift", better: "more" },
  { name: "handoff_time", better: "less" },
  { name: "handoff_rate", better: "neither", ofTeams: true },
  { name: "handoff_acceptance", better: "more", ofTeams: true },
  { name: "cross_channel_share", better: "neither" },
  { name: "context_kept", better: "more" },
];

/** How an agent or a team does over a period, beside the one before; each figure with what it means and is made of. */
export function FiguresPage({ kind, id }: WhoseFigures) {
  const url = useUrlState();
  const name = url.get("period");
  const hours = url.get("hours");
  const today = new Date().toDateString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new day moves the period
  const period = useMemo(() => periodOf(name, new Date()), [name, today]);
  const resource = kind === "agent" ? "users" : "teams";
  const who = useQuery({
    queryKey: queryKeys.resource(resource, id),
    queryFn: ({ signal }) => api.get<{ name: string }>(`/${resource}/${id}`, { signal }),
  });
  return (
    <Page
      title={who.data?.name ?? (kind === "agent" ? "Agent" : "Team")}
      className="bg-canvas"
      back={
        <Link href="/board" className="text-ink-muted hover:underline">
          Board
        </Link>
      }
      actions={
        <>
          <HoursChoice value={hours} onChange={(key) => url.set({ hours: key })} />
          <StatusFilter
            label="Period"
            value={period.name}
            options={PERIODS}
            onChange={(value) => url.set({ period: value })}
          />
        </>
      }
    >
      <div className="mx-auto flex max-w-6xl flex-col gap-3 p-4 md:p-6">
        {who.error && (
          <ErrorNotice
            what={kind === "agent" ? "This agent could not be loaded" : "This team could not be loaded"}
            error={who.error}
            onRetry={() => void who.refetch()}
          />
        )}
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
          {FIGURES.filter(({ ofTeams }) => !ofTeams || kind === "team").map(({ isDuration, ...figure }) => (
            <OneFigure
              key={figure.name}
              {...figure}
              period={period}
              whose={{ kind, id }}
              businessHours={isDuration && hours ? hours : undefined}
            />
          ))}
        </div>
        {kind === "agent" && <PresenceFigure period={period} id={id} />}
      </div>
    </Page>
  );
}

const CALENDAR = "calendar";

/** Whether lengths are counted by the calendar or in business hours. */
function HoursChoice({ value, onChange }: { value: string; onChange: (key: string | null) => void }) {
  const known = useReferences().data?.businessHours ?? [];
  if (known.length === 0) return null;
  return (
    <Select
      label="How lengths are counted"
      id=""
      value={value || CALENDAR}
      options={[
        { value: CALENDAR, label: "Calendar time" },
        ...known.map(({ key, name }) => ({ value: key, label: `Hours of ${name}` })),
      ]}
      onValueChange={(key) => onChange(key === CALENDAR ? null : key)}
      className="w-48"
    />
  );
}

interface OneFigureProps {
  name: MetricName;
  better: FigureChoice["better"];
  period: Period;
  whose: WhoseFigures;
  businessHours: string | undefined;
}

function OneFigure({ name, better, period, whose, businessHours }: OneFigureProps) {
  const { data, error, refetch } = useMetric(name, period, { [whose.kind]: whose.id, businessHours });
  return (
    <FigureCard
      metric={data}
      error={error}
      onRetry={() => void refetch()}
      better={better}
      details={(metric) => (
        <>
          {spreadWords(metric)} <TargetMark metric={metric} whose={whose} />
        </>
      )}
      action={
        data && (
          <span className="flex items-center gap-1">
            <EventsButton metric={data} />
            <TargetButton metric={data} whose={whose} />
          </span>
        )
      }
    />
  );
}

function spreadWords({ unit, totals }: Metric): string {
  if (totals.n === 0) return "None in this period";
  if (unit === "milliseconds") {
    const words = (value: number | null) => figureWords("milliseconds", value);
    return `median ${words(totals.median)} · p90 ${words(totals.p90)} · n ${totals.n}`;
  }
  return `n ${totals.n}`;
}

const PRESENCES = [
  { key: "online", name: "Online" },
  { key: "busy", name: "Busy" },
  { key: "away", name: "Away" },
  { key: "offline", name: "Offline" },
];

function PresenceFigure({ period, id }: { period: Period; id: string }) {
  const { data, error, refetch } = useMetric("presence_time", period, { groupBy: "presence", agent: id });
  const spent = (key: string) => {
    const totals = data?.groups.find((group) => group.key === key)?.totals;
    return totals?.mean ? totals.mean * totals.n : 0;
  };
  return (
    <FigureCard
      metric={data}
      error={error}
      onRetry={() => void refetch()}
      better="neither"
      value={figureWords("milliseconds", spent("online"))}
      details={() =>
        PRESENCES.map(({ key, name }) => `${name} ${figureWords("milliseconds", spent(key))}`).join(" · ")
      }
      action={data && <EventsButton metric={data} />}
    />
  );
}
