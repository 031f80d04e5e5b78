"use client";
import { ChartLine, Table2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Definition } from "#components/dashboard/figure-card.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Metric } from "#core/api/metrics.ts";

interface ChartCardProps {
  /** In place of the metric's own title. */
  title?: string;
  metric: Metric | undefined;
  error: Error | null;
  onRetry: () => void;
  empty: boolean;
  chart: ReactNode;
  /** The same numbers as a table. */
  table: ReactNode;
  action?: ReactNode;
}

/** A chart with its title, its meaning, and its numbers as a table for those who read better so. */
export function ChartCard({ title, metric, error, onRetry, empty, chart, table, action }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  if (error && !metric)
    return <ErrorNotice what="This chart could not be loaded" error={error} onRetry={onRetry} />;
  if (!metric) {
    return (
      <div role="status" aria-label="Loading a chart" className="rounded-lg border bg-surface p-4">
        <Skeleton className="h-3 w-32" />
        <Skeleton className="mt-4 h-44 w-full" />
      </div>
    );
  }
  return (
    <section aria-label={title ?? metric.title} className="min-w-0 rounded-lg border bg-surface">
      <div className="flex items-center gap-1 px-4 pt-3">
        <h2 className="font-medium text-ink-muted text-xs">{title ?? metric.title}</h2>
        <Definition metric={metric} />
        <span className="ml-auto flex items-center gap-1">
          {action}
          <IconButton
            label={asTable ? "Show as a chart" : "Show as a table"}
            size="small"
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <ChartLine aria-hidden /> : <Table2 aria-hidden />}
          </IconButton>
        </span>
      </div>
      {empty ? (
        <p className="flex h-52 items-center justify-center px-6 text-center text-ink-faint">
          Nothing to show in this period.
        </p>
      ) : asTable ? (
        <div className="scroll-quiet max-h-52 overflow-y-auto">{table}</div>
      ) : (
        <div className="h-52 px-2 pt-2 pb-3">{chart}</div>
      )}
    </section>
  );
}
