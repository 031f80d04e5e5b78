"use client";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Run } from "#core/api/runs.ts";

/** Where a run stands and until when, or why it stands still or has ended. */
export function RunWhereabouts({ run }: { run: Run }) {
  if (run.endedAt) return <span className="text-ink-faint">{run.reason ?? "Came to the end"}</span>;
  const place = run.nodeLabel ?? run.nodeId;
  return (
    <>
      {place ? `At “${place}”` : "Under way"}
      {run.wakeAt && run.status === "waiting" && (
        <span className="relative">
          , moves on <RelativeTime at={run.wakeAt} /> at the latest
        </span>
      )}
      {run.reason && <span className={run.status === "stuck" ? "text-danger" : ""}>: {run.reason}</span>}
    </>
  );
}
