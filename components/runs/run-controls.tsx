"use client";
import { ChevronDown, CircleStop, Pause, Play, RotateCcw, SkipForward } from "lucide-react";
import { useState } from "react";
import { useControlRun } from "#components/runs/run-api.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import { undoable } from "#components/ui/undoable.ts";
import type { ControlRun, RunDetail } from "#core/api/runs.ts";

/** What a person may do to a run as it stands. */
export function RunControls({ run }: { run: RunDetail }) {
  const allowed = useAllowed("runs.control");
  const control = useControlRun(run.id);
  const [stopping, setStopping] = useState(false);
  if (!allowed || run.endedAt) return null;

  const send = (body: ControlRun, done?: string, back?: ControlRun) =>
    control.mutate(body, {
      onSuccess: () => done && toastDone(done, back && { run: () => control.mutate(back) }),
    });
  const stop = () => {
    setStopping(true);
    undoable({
      message: "The run stops",
      commit: () => control.mutate({ action: "stop" }, { onSettled: () => setStopping(false) }),
      onUndo: () => setStopping(false),
    });
  };
  const busy = control.isPending || stopping;
  // It may have been sent: the button says what it does, and the page above it says what to look at first.
  const unsure = run.stuck?.code === "unknown_outcome";
  return (
    <div className="flex flex-wrap items-center gap-2">
      {run.status === "stuck" && (
        <>
          <Button disabled={busy} onClick={() => send({ action: "skip" }, "The step is skipped")}>
            <SkipForward aria-hidden />
            Skip this step
          </Button>
          <Button
            variant="primary"
            disabled={busy}
            onClick={() =>
              send({ action: "retry", ...(unsure ? { resendUnknown: true } : {}) }, "The step is tried again")
            }
          >
            <RotateCcw aria-hidden />
            {unsure ? "Send once more" : "Try again"}
          </Button>
        </>
      )}
      {run.status === "paused" && <ResumeButton run={run} disabled={busy} onResume={send} />}
      {["running", "waiting", "held"].includes(run.status) && (
        <Button
          disabled={busy}
          onClick={() =>
            send({ action: "pause" }, "The run is paused", { action: "resume", expired: "fire" })
          }
        >
          <Pause aria-hidden />
          Pause
        </Button>
      )}
      <Button disabled={busy} onClick={stop} className="order-first">
        <CircleStop aria-hidden />
        {stopping ? "Stopping" : "Stop"}
      </Button>
    </div>
  );
}

interface ResumeButtonProps {
  run: RunDetail;
  disabled: boolean;
  onResume: (body: ControlRun, done: string) => void;
}

/** Where a wait ran out during the pause, asks what becomes of it. */
function ResumeButton({ run, disabled, onResume }: ResumeButtonProps) {
  const overdue = run.wakeAt !== null && Date.parse(run.wakeAt) < Date.now();
  const resume = (expired: "fire" | "restart") => onResume({ action: "resume", expired }, "The run goes on");
  if (!overdue) {
    return (
      <Button variant="primary" disabled={disabled} onClick={() => resume("fire")}>
        <Play aria-hidden />
        Resume
      </Button>
    );
  }
  return (
    <Menu
      className="w-72"
      trigger={
        <Button variant="primary" disabled={disabled}>
          <Play aria-hidden />
          Resume
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <MenuItem onSelect={() => resume("fire")}>
        Go on at once
        <span className="block text-ink-faint text-xs">
          The wait ran out during the pause and counts as over
        </span>
      </MenuItem>
      <MenuItem onSelect={() => resume("restart")}>
        Wait again in full
        <span className="block text-ink-faint text-xs">The wait starts from the beginning</span>
      </MenuItem>
    </Menu>
  );
}
