import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pause, Play, Square } from "lucide-react";
import Link from "next/link";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Badge, type BadgeTone } from "#components/ui/badge.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Run, RunStatus } from "#core/api/runs.ts";
import { POSSIBLE_STATUSES } from "#core/journey/possible-actions.ts";
import { Section } from "./section.tsx";
import { useConversationRuns } from "./use-conversations.ts";

const TONES: Partial<Record<RunStatus, BadgeTone>> = {
  running: "accent",
  waiting: "info",
  held: "warning",
  paused: "warning",
  stuck: "danger",
};
const ENDED: ReadonlySet<RunStatus> = new Set<RunStatus>(["completed", "exited", "stopped"]);

/** Journeys that this person goes through, where each stands, and holding, resuming or stopping it. */
export function RunsSection({ id }: { id: string }) {
  const runs = useConversationRuns(id);
  if (!runs.data || runs.data.data.length === 0) return null;
  return (
    <Section title="Journeys">
      <ul className="flex flex-col gap-2">
        {runs.data.data.map((run) => (
          <RunItem key={run.id} run={run} />
        ))}
      </ul>
    </Section>
  );
}

function RunItem({ run }: { run: Run }) {
  return (
    <li>
      <div className="flex items-center gap-2">
        <Link href={`/runs/${run.id}`} className="min-w-0 flex-1 truncate underline-offset-2 hover:underline">
          {run.journey.name}
        </Link>
        <Badge tone={TONES[run.status] ?? "neutral"}>{run.status}</Badge>
        <RunControls run={run} />
      </div>
      {!ENDED.has(run.status) && (
        <p className="text-ink-muted text-xs">
          {run.nodeLabel ?? run.nodeId ?? "On its way"}
          {run.status === "held" && ", goes on once this is released or resolved"}
          {run.status !== "held" && run.wakeAt && (
            <>
              , goes on <RelativeTime at={run.wakeAt} />
            </>
          )}
        </p>
      )}
    </li>
  );
}

function RunControls({ run }: { run: Run }) {
  const client = useQueryClient();
  const mayControl = useAllowed("runs.control");
  const control = useMutation<unknown, ApiError, "pause" | "resume" | "stop">({
    mutationFn: (action) => api.post(`/runs/${run.id}/control`, { action }),
    onSettled: () => client.invalidateQueries({ queryKey: ["run"] }),
    meta: { failed: "The journey was not changed" },
  });
  if (!mayControl || ENDED.has(run.status)) return null;
  // One that is held goes on by itself once the person is through; on hold besides, it stays until it is resumed.
  const resumes = POSSIBLE_STATUSES.resume.includes(run.status);
  return (
    <span className="flex">
      <IconButton
        label={resumes ? `Resume ${run.journey.name}` : `Hold ${run.journey.name}`}
        size="small"
        disabled={control.isPending}
        onClick={() => control.mutate(resumes ? "resume" : "pause")}
      >
        {resumes ? <Play aria-hidden /> : <Pause aria-hidden />}
      </IconButton>
      <IconButton
        label={`Stop ${run.journey.name}`}
        size="small"
        disabled={control.isPending}
        onClick={() => control.mutate("stop")}
      >
        <Square aria-hidden />
      </IconButton>
    </span>
  );
}
