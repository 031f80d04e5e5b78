"use client";
import { ArrowDown, ArrowUp, Info, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { type Change, changeOf, figureWords, headlineOf } from "#components/dashboard/figure-words.ts";
import { classNames } from "#components/ui/class-names.ts";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Metric } from "#core/api/metrics.ts";

interface FigureCardProps {
  metric: Metric | undefined;
  error: Error | null;
  onRetry: () => void;
  /** In place of the metric's own number. */
  value?: string;
  /** Under the number: median beside p90, n. */
  details?: (metric: Metric) => ReactNode;
  /** Whether more is better, worse, or neither. */
  better: "more" | "less" | "neither";
  /** What opens the conversations or events behind it. */
  action?: ReactNode;
}

/** One figure: number, how it compares, what it means and what is behind it. */
export function FigureCard({ metric, error, onRetry, value, details, better, action }: FigureCardProps) {
  if (error && !metric)
    return <ErrorNotice what="This figure could not be loaded" error={error} onRetry={onRetry} />;
  if (!metric) {
    return (
      <div role="status" aria-label="Loading a figure" className="rounded-lg border bg-surface p-4">
        <Skeleton className="h-3 w-28" />
        <Skeleton className="mt-3 h-7 w-20" />
        <Skeleton className="mt-3 h-3 w-36" />
      </div>
    );
  }
  const now = headlineOf(metric, metric.totals);
  const change = metric.before && changeOf(unitOf(metric), now, headlineOf(metric, metric.before));
  return (
    <section aria-label={metric.title} className="flex flex-col rounded-lg border bg-surface p-4">
      <h2 className="flex items-center gap-1 font-medium text-ink-muted text-xs">
        {metric.title}
        <Definition metric={metric} />
      </h2>
      <p className="mt-1 flex items-baseline gap-2">
        <span className="whitespace-nowrap font-semibold text-2xl tabular-nums tracking-tight">
          {value ?? figureWords(unitOf(metric), now)}
        </span>
        {change && <ChangeMark change={change} better={better} />}
      </p>
      <div className="mt-1 flex min-h-6 flex-wrap items-center justify-between gap-x-3 text-ink-faint text-xs">
        <span className="tabular-nums">{details?.(metric)}</span>
        {action}
      </div>
    </section>
  );
}

/** A headline that counts is a count even where the rest of the figure lasts. */
export function unitOf(metric: Metric): Metric["unit"] {
  return metric.headline === "value" ? "count" : metric.unit;
}

export function Definition({ metric }: { metric: Pick<Metric, "title" | "definition"> }) {
  return (
    <Tooltip content={metric.definition}>
      <button
        type="button"
        aria-label={`What “${metric.title}” means`}
        className="inline-flex size-6 items-center justify-center rounded-sm text-ink-faint hover:text-ink"
      >
        <Info className="size-3.5" aria-hidden />
      </button>
    </Tooltip>
  );
}

const ARROWS = { up: ArrowUp, down: ArrowDown, same: Minus };

function ChangeMark({ change, better }: { change: Change; better: FigureCardProps["better"] }) {
  const Arrow = ARROWS[change.direction];
  const good = better === "more" ? "up" : "down";
  const ink =
    better === "neither" || change.direction === "same"
      ? "text-ink-faint"
      : change.direction === good
        ? "text-positive"
        : "text-danger";
  return (
    <span
      className={classNames("inline-flex items-center gap-0.5 whitespace-nowrap text-xs tabular-nums", ink)}
    >
      <Arrow className="size-3" aria-hidden />
      {change.words}
      <span className="sr-only"> against the period before</span>
    </span>
  );
}
