"use client";
import { X } from "lucide-react";
import { progressWords } from "#components/runs/bulk-words.ts";
import { useCancelOperation, useOperation } from "#components/runs/operation-api.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

interface OperationProgressProps {
  id: string;
  /** Takes it out of view; it goes on. */
  onDismiss?: () => void;
}

/** How far runs are with what they were told, why some were left out, and a way to stop telling them. */
export function OperationProgress({ id, onDismiss }: OperationProgressProps) {
  const { data: operation, error, refetch } = useOperation(id);
  const cancel = useCancelOperation(id);
  const allowed = useAllowed("runs.control");
  if (error && !operation) {
    return (
      <ErrorNotice what="How far it is could not be read" error={error} onRetry={() => void refetch()} />
    );
  }
  if (!operation) return <Skeleton className="h-14 w-full" />;
  const settled = operation.done + operation.failed + operation.skipped;
  return (
    <section
      aria-label="Progress"
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3"
    >
      <div className="flex items-center justify-between gap-3">
        <p role="status" className="text-sm">
          {progressWords(operation)}
        </p>
        <span className="flex items-center gap-1">
          {allowed && operation.status === "running" && (
            <Button size="small" pending={cancel.isPending} onClick={() => cancel.mutate()}>
              Cancel
            </Button>
          )}
          {onDismiss && (
            <IconButton label="Hide the progress" size="small" onClick={onDismiss}>
              <X aria-hidden />
            </IconButton>
          )}
        </span>
      </div>
      <progress
        value={settled}
        max={Math.max(operation.total, 1)}
        aria-label="Runs that are through"
        className="h-1.5 w-full accent-accent"
      />
      {operation.reasons.length > 0 && (
        <ul className="flex flex-col gap-0.5 text-ink-muted text-xs">
          {operation.reasons.map(({ outcome, reason, count }) => (
            <li key={`${outcome} ${reason}`}>
              <span className="tabular-nums">{count}</span> {outcome === "failed" ? "could not" : "left out"}:{" "}
              {reason}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
