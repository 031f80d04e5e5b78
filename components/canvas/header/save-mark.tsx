"use client";
import { Check, CloudOff, LoaderCircle, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Draft } from "#components/canvas/state/use-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { toastFailed } from "#components/ui/toast.tsx";

/** Whether the draft is saved, in a word. */
export function SaveMark({ draft }: { draft: Draft }) {
  const look = {
    saved: { icon: <Check aria-hidden />, words: "Saved" },
    unsaved: { icon: <LoaderCircle aria-hidden />, words: "Saving…" },
    saving: { icon: <LoaderCircle aria-hidden />, words: "Saving…" },
    offline: { icon: <CloudOff aria-hidden />, words: "Offline, kept in this browser" },
    conflict: { icon: <TriangleAlert aria-hidden />, words: "Not saved" },
    failed: { icon: <TriangleAlert aria-hidden />, words: "Not saved" },
  }[draft.state.kind];
  return (
    <span
      role="status"
      aria-label="Draft"
      className="inline-flex items-center gap-1 whitespace-nowrap text-ink-muted text-xs [&_svg]:size-3.5"
    >
      {look.icon}
      <span className="max-lg:sr-only">{look.words}</span>
    </span>
  );
}

/** Below the header: what stands in the way of saving, and what to do about it. */
export function SaveTrouble({ draft }: { draft: Draft }) {
  const [busy, setBusy] = useState(false);
  const { state } = draft;
  if (state.kind !== "conflict" && state.kind !== "failed") return null;
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch {
      toastFailed(
        "The server did not answer",
        "Your changes are kept in this browser. Try again in a moment.",
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-warning-soft px-4 py-2 text-warning"
    >
      <TriangleAlert className="size-4 shrink-0" aria-hidden />
      {state.kind === "conflict" ? (
        <>
          <p className="min-w-0 flex-1">
            Someone else saved this journey meanwhile. Your changes are kept in this browser until you choose.
          </p>
          <Button size="small" pending={busy} onClick={() => run(draft.reload)}>
            Take their version
          </Button>
          <Button size="small" pending={busy} onClick={() => run(draft.overwrite)}>
            Overwrite with mine
          </Button>
        </>
      ) : (
        <>
          <p className="min-w-0 flex-1">The draft was not saved. {state.reason}</p>
          <Button size="small" pending={busy} onClick={() => run(draft.flush)}>
            Try again
          </Button>
        </>
      )}
    </div>
  );
}
