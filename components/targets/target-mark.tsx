"use client";
import { CircleCheck, CircleX } from "lucide-react";
import { useTargets } from "#components/targets/use-targets.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Metric } from "#core/api/metrics.ts";
import { isReached } from "#core/metrics/review-target.ts";
import { aimWords } from "#core/metrics/target-words.ts";

interface TargetMarkProps {
  metric: Metric;
  whose: { kind: "agent" | "team"; id: string };
}

/** Whether the figure is where it is to be, by the nearest target: one's own, else the workspace's. */
export function TargetMark({ metric, whose }: TargetMarkProps) {
  const targets = (useTargets().data?.data ?? []).filter((target) => target.metric === metric.name);
  const own = targets.find((target) => target[whose.kind]?.id === whose.id);
  const target = own ?? targets.find(({ team, agent }) => !team && !agent);
  if (!target) return null;
  const reached = isReached(target, metric.totals);
  if (reached === null) return null;
  const Icon = reached ? CircleCheck : CircleX;
  const words = aimWords(metric.unit, target);
  return (
    <Tooltip content={`${own ? "Target" : "Target of the workspace"}: ${target.statistic} ${words}`}>
      <span className={reached ? "text-positive" : "text-danger"}>
        <Icon className="inline size-3.5" aria-hidden /> {reached ? "reached" : "missed"}, {words}
      </span>
    </Tooltip>
  );
}
