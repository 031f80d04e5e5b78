"use client";
import { CircleCheck, CircleX, Minus, Pencil, Plus, Target, Trash2 } from "lucide-react";
import { useState } from "react";
import { figureWords } from "#components/dashboard/figure-words.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { TargetForm } from "#components/targets/target-form.tsx";
import { useTargets, useWriteTarget } from "#components/targets/use-targets.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { MetricTarget } from "#core/api/metric-targets.ts";
import { METRICS } from "#core/metrics/definitions.ts";
import { aimWords } from "#core/metrics/target-words.ts";

/** A button that opens all that is aimed at, beside how it stands. */
export function TargetsButton() {
  const [open, setOpen] = useState(false);
  if (!useAllowed("metrics.viewAll")) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Target aria-hidden />
        Targets
      </Button>
      <Sheet
        open={open}
        onOpenChange={setOpen}
        title="Targets"
        description="What figures are to be, beside the last seven days."
      >
        {open && <TargetList />}
      </Sheet>
    </>
  );
}

function TargetList() {
  const mayEdit = useAllowed("conversations.manage");
  const [editing, setEditing] = useState<MetricTarget | "new" | null>(null);
  const { data, error, refetch } = useTargets();
  if (error && !data) {
    return (
      <ErrorNotice
        what="The targets could not be loaded"
        error={error}
        onRetry={() => void refetch()}
        className="m-5"
      />
    );
  }
  if (!data) return <SkeletonRows label="Loading targets" />;
  if (editing) {
    return (
      <div className="flex flex-col gap-3 p-5">
        <h3 className="font-semibold">{editing === "new" ? "New target" : headingOf(editing)}</h3>
        <TargetForm target={editing === "new" ? undefined : editing} onDone={() => setEditing(null)} />
        <Button variant="ghost" className="self-start" onClick={() => setEditing(null)}>
          Back to all targets
        </Button>
      </div>
    );
  }
  return (
    <>
      {data.data.length === 0 ? (
        <EmptyState icon={<Target aria-hidden />} title="No targets yet">
          Say what a figure is to be, such as a median first response of at most 15 minutes: each Monday those
          who steer get an e-mail that says what was reached.
        </EmptyState>
      ) : (
        <ul>
          {data.data.map((target) => (
            <TargetRow key={target.id} target={target} mayEdit={mayEdit} onEdit={() => setEditing(target)} />
          ))}
        </ul>
      )}
      {mayEdit && (
        <Button className="m-5" onClick={() => setEditing("new")}>
          <Plus aria-hidden />
          New target
        </Button>
      )}
    </>
  );
}

const MARKS = {
  reached: { icon: CircleCheck, ink: "text-positive", word: "Reached" },
  missed: { icon: CircleX, ink: "text-danger", word: "Missed" },
  unknown: { icon: Minus, ink: "text-ink-faint", word: "Nothing to say it of" },
};

interface TargetRowProps {
  target: MetricTarget;
  mayEdit: boolean;
  onEdit(): void;
}

function TargetRow({ target, mayEdit, onEdit }: TargetRowProps) {
  const write = useWriteTarget("The target was not removed");
  const { metric, statistic, figure, reached } = target;
  const { unit } = METRICS[metric];
  const mark = MARKS[reached === null ? "unknown" : reached ? "reached" : "missed"];
  const Icon = mark.icon;
  const which = unit === "milliseconds" || unit === "score" ? `${statistic} ` : "";
  const remove = () =>
    write.mutate(
      { method: "delete", id: target.id },
      { onSuccess: () => toastDone("The target is removed") },
    );
  return (
    <li className="flex items-center gap-3 border-b px-5 py-2.5">
      <Icon className={`size-4 shrink-0 ${mark.ink}`} aria-label={mark.word} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{headingOf(target)}</p>
        <p className="text-ink-muted text-xs tabular-nums">
          {which}
          {aimWords(unit, target)} · now {figureWords(unit, figure[statistic])} · n {figure.n}
        </p>
      </div>
      {mayEdit && (
        <>
          <IconButton size="small" label={`Change the target: ${headingOf(target)}`} onClick={onEdit}>
            <Pencil aria-hidden />
          </IconButton>
          <IconButton size="small" label={`Remove the target: ${headingOf(target)}`} onClick={remove}>
            <Trash2 aria-hidden />
          </IconButton>
        </>
      )}
    </li>
  );
}

function headingOf({ metric, team, agent }: MetricTarget): string {
  const of = team ?? agent;
  return of ? `${METRICS[metric].title}, ${of.name}` : METRICS[metric].title;
}
