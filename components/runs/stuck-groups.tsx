"use client";
import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { BulkDialog } from "#components/runs/bulk-dialog.tsx";
import { runsCount } from "#components/runs/bulk-words.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Page } from "#core/api/page.ts";
import type { StuckGroup } from "#core/api/runs.ts";

interface StuckGroupsProps {
  journey: string;
  /** Narrows the list to one of them. */
  onSelect: (group: StuckGroup) => void;
  onStarted: (operationId: string) => void;
}

/** Stuck runs by cause: what an outage leaves behind is one line, with what helps and a way to repair all of it. */
export function StuckGroups({ journey, onSelect, onStarted }: StuckGroupsProps) {
  const allowed = useAllowed("runs.control");
  const [retrying, setRetrying] = useState<StuckGroup | null>(null);
  const query = { journey };
  const { data } = useQuery({
    queryKey: queryKeys.runs({ stuck: query }),
    queryFn: ({ signal }) => api.get<Page<StuckGroup>>("/runs/stuck", { query, signal }),
  });
  const groups = data?.data ?? [];
  if (groups.length === 0) return null;
  return (
    <section aria-label="Causes" className="flex flex-col gap-2 px-4 pb-4 md:px-6">
      {groups.map((group) => (
        <article
          key={`${group.journey.id} ${group.nodeId} ${group.code}`}
          className="rounded-lg border border-line bg-surface p-3"
        >
          <div className="flex flex-wrap items-start justify-between gap-3">
            <div className="min-w-0">
              <h3 className="font-medium">
                {runsCount(group.count)} at “{group.nodeLabel ?? group.nodeId ?? "the start"}” of{" "}
                {group.journey.name}
              </h3>
              <p className="text-danger text-sm">{group.reason}</p>
              <p className="text-ink-muted text-xs">
                {group.meaning}. {group.advice}. Since <RelativeTime at={group.since} />.
              </p>
            </div>
            <div className="flex gap-2">
              <Button size="small" onClick={() => onSelect(group)}>
                Show them
              </Button>
              {allowed && group.actions.includes("retry") && (
                <Button size="small" variant="primary" onClick={() => setRetrying(group)}>
                  <RotateCcw aria-hidden />
                  Try all again
                </Button>
              )}
            </div>
          </div>
        </article>
      ))}
      {retrying && (
        <BulkDialog
          action="retry"
          filter={{
            status: "stuck",
            journey: retrying.journey.id,
            stuckCode: retrying.code,
            ...(retrying.nodeId ? { node: retrying.nodeId } : {}),
          }}
          onClose={() => setRetrying(null)}
          onStarted={(id) => {
            setRetrying(null);
            onStarted(id);
          }}
        />
      )}
    </section>
  );
}
