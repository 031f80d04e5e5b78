"use client";
import { CircleCheck, CircleX } from "lucide-react";
import { isOf, useTargets, type Whose } from "#components/targets/use-targets.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Metric } from "#core/api/metrics.ts";
import { isReached } from "#core/metrics/review-target.ts";
import { aimWords } from "#core/metrics/target-words.ts";

interface TargetMarkProps {
  metric: Metric;
  /** Null: everybody's together. */
  whose: Whose | null;
}

/** Whether the figure is where it is to be, by the nearest target: one's own, else the workspace's. */
export function TargetMark({ metric, whose }: TargetMarkProps) {
  const targets = (useTargets().data?.data ?? []).filter((target) => target.metric === metric.name);
  const own = targets.find((target) => isOf(target, whose));
  const target = own ?? targets.find((each) => isOf(each, null));
  if (!target) return null;
  const reached = isReached(target, metric.totals);
  const words = aimWords(metric.unit, target);
  return (
    <Tooltip content={`${own ? "Target" : "Target of the workspace"}: ${target.statistic} ${words}`}>
      {reached === null ? (
        <span>to be {words}</span>
      ) : (
        <span className={reached ? "text-positive" : "text-danger"}>
          {reached ? (
            <CircleCheck className="inline size-3.5" aria-hidden />
          ) : (
            <CircleX className="inline size-3.5" aria-hidden />
          )}{" "}
          {reached ? "reached" : "missed"}, {words}
        </span>
      )}
    </Tooltip>
  );
}
