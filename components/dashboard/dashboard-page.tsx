"use client";
import Link from "next/link";
import { type ReactNode, useMemo } from "react";
import { ChannelBars, ChannelTable, channelCounts } from "#components/dashboard/channel-bars.tsx";
import { ChartCard } from "#components/dashboard/chart-card.tsx";
import { EventsButton } from "#components/dashboard/event-sheet.tsx";
import { FigureCard, unitOf } from "#components/dashboard/figure-card.tsx";
import { figureWords } from "#components/dashboard/figure-words.ts";
import { PERIODS, type Period, periodOf } from "#components/dashboard/period.ts";
import { joinSeries } from "#components/dashboard/series.ts";
import { TrendChart } from "#components/dashboard/trend-chart.tsx";
import { TrendTable } from "#components/dashboard/trend-table.tsx";
import { useMetric } from "#components/dashboard/use-metric.ts";
import { Page } from "#components/shell/page.tsx";
import { StatusFilter } from "#components/shell/status-filter.tsx";
import { useUrlState } from "#components/shell/use-url-state.ts";
import { TargetButton } from "#components/targets/target-button.tsx";
import { TargetMark } from "#components/targets/target-mark.tsx";
import type { Metric } from "#core/api/metrics.ts";
import type { MetricName } from "#core/metrics/definitions.ts";

/** How the workspace does: now, and over a period beside the one before. */
export function DashboardPage() {
  const url = useUrlState();
  const name = url.get("period");
  const today = new Date().toDateString();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new day moves the period
  const period = useMemo(() => periodOf(name, new Date()), [name, today]);
  return (
    <Page
      title="Dashboard"
      className="bg-canvas"
      actions={
        <StatusFilter
          label="Period"
          value={period.name}
          options={PERIODS}
          onChange={(value) => url.set({ period: value })}
        />
      }
    >
      <div className="mx-auto flex max-w-6xl flex-col gap-3 p-4 md:p-6">
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
          <OpenFigure period={period} />
          <WaitingFigure period={period} />
          <DurationFigure name="first_response_time" period={period} />
          <DurationFigure name="resolution_time" period={period} />
        </div>
        <div className="grid gap-3 lg:grid-cols-2">
          <Trend name="volume" period={period} />
          <VolumeByChannel period={period} />
          <Trend name="sentiment" period={period} aside={<SentimentShift period={period} />} />
          <Trend name="first_response_time" period={period} />
        </div>
      </div>
    </Page>
  );
}

function OpenFigure({ period }: { period: Period }) {
  const { data, error, refetch } = useMetric("open_conversations", period);
  return (
    <FigureCard
      metric={data}
      error={error}
      onRetry={() => void refetch()}
      better="neither"
      action={<ConversationsLink href="/inbox?view=all">Open the inbox</ConversationsLink>}
    />
  );
}

function WaitingFigure({ period }: { period: Period }) {
  const { data, error, refetch } = useMetric("waiting_now", period);
  return (
    <FigureCard
      metric={data}
      error={error}
      onRetry={() => void refetch()}
      better="less"
      details={({ totals }) =>
        totals.max === null ? "Nobody waits" : `Longest ${figureWords("milliseconds", totals.max)}`
      }
      action={<ConversationsLink href="/inbox?view=waiting">Longest first</ConversationsLink>}
    />
  );
}

function DurationFigure({ name, period }: { name: MetricName; period: Period }) {
  const { data, error, refetch } = useMetric(name, period);
  return (
    <FigureCard
      metric={data}
      error={error}
      onRetry={() => void refetch()}
      better="less"
      details={(metric) => (
        <>
          {metric.totals.n === 0
            ? "None in this period"
            : `p90 ${figureWords("milliseconds", metric.totals.p90)} · n ${metric.totals.n}`}{" "}
          <TargetMark metric={metric} whose={null} />
        </>
      )}
      action={
        data && (
          <span className="flex items-center gap-1">
            <EventsButton metric={data} />
            <TargetButton metric={data} whose={null} />
          </span>
        )
      }
    />
  );
}

function ConversationsLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-6 items-center font-medium text-accent-text hover:underline"
    >
      {children}
    </Link>
  );
}

function Trend({ name, period, aside }: { name: MetricName; period: Period; aside?: ReactNode }) {
  const { data, error, refetch } = useMetric(name, period);
  const before = useMetric(name, period, { before: true });
  const points = data ? joinSeries(data, before.data) : [];
  const unit = data ? unitOf(data) : "count";
  const labels = { points, unit, interval: period.interval };
  return (
    <ChartCard
      title={data && `${data.title}${data.headline === "value" ? "" : `, ${data.headline}`}`}
      metric={data}
      error={error}
      onRetry={() => void refetch()}
      empty={data !== undefined && data.totals.n === 0 && (before.data?.totals.n ?? 0) === 0}
      chart={<TrendChart {...labels} />}
      table={<TrendTable label={data?.title ?? ""} {...labels} />}
      action={
        <>
          {aside}
          {data && <EventsButton metric={data} />}
        </>
      }
    />
  );
}

function VolumeByChannel({ period }: { period: Period }) {
  const { data, error, refetch } = useMetric("volume", period, { groupBy: "channel" });
  const counts = channelCounts(data);
  return (
    <ChartCard
      title="New conversations by channel"
      metric={data}
      error={error}
      onRetry={() => void refetch()}
      empty={counts.every(({ count }) => count === 0)}
      chart={<ChannelBars counts={counts} />}
      table={<ChannelTable counts={counts} />}
      action={data && <EventsButton metric={data} />}
    />
  );
}

/** Whether customers leave happier than they came, in a line beside the chart's title. */
function SentimentShift({ period }: { period: Period }) {
  const { data } = useMetric("sentiment_shift", period);
  if (!data || data.totals.n === 0) return null;
  return <ShiftWords metric={data} />;
}

function ShiftWords({ metric }: { metric: Metric }) {
  const mean = metric.totals.mean;
  return (
    <span className="mr-2 whitespace-nowrap text-ink-muted text-xs tabular-nums" title={metric.definition}>
      Start to now {figureWords("score", mean)} <span className="text-ink-faint">n {metric.totals.n}</span>
    </span>
  );
}
