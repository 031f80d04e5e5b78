"use client";
import { ArrowLeft, MessageSquareText, OctagonAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { ApiError } from "#components/api/api-error.ts";
import { pairMessages } from "#components/runs/pair-messages.ts";
import { useRun, useRunMessages, useRunSteps } from "#components/runs/run-api.ts";
import { RunControls } from "#components/runs/run-controls.tsx";
import { RUN_STATUS_LOOKS, RunStatusBadge } from "#components/runs/run-status.tsx";
import { RunTimeline } from "#components/runs/run-timeline.tsx";
import { RunWhereabouts } from "#components/runs/run-whereabouts.tsx";
import { Page } from "#components/shell/page.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";
import type { RunDetail } from "#core/api/runs.ts";

/** One person's way through one version: what happened, why, and what can be done now. */
export function RunPage({ id }: { id: string }) {
  const { data: run, error, refetch } = useRun(id);
  if (!run) {
    return (
      <Page title={error ? "Run" : <Skeleton className="h-5 w-40" />} back={<BackToRuns />}>
        {!error && <SkeletonRows label="Loading the run" />}
        {error && <RunMissing error={error} onRetry={() => void refetch()} />}
      </Page>
    );
  }
  return (
    <Page
      back={<BackToRuns />}
      title={run.contact.name ?? "Someone new"}
      aside={
        <>
          <RunStatusBadge status={run.status} />
          {run.isTest && <Badge tone="outline">Test</Badge>}
        </>
      }
      actions={<RunControls run={run} />}
    >
      <div className="mx-auto grid max-w-5xl gap-x-10 gap-y-6 px-4 py-5 md:px-6 lg:grid-cols-[1fr_260px]">
        <div className="min-w-0">
          <Standing run={run} />
          <Timeline run={run} />
        </div>
        <Facts run={run} />
      </div>
    </Page>
  );
}

function BackToRuns() {
  return (
    <Link
      href="/runs"
      aria-label="Back to the runs"
      className="-ml-1.5 inline-flex size-7 items-center justify-center rounded-md text-ink-muted hover:bg-hover hover:text-ink"
    >
      <ArrowLeft className="size-4" aria-hidden />
    </Link>
  );
}

function RunMissing({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (error instanceof ApiError && error.status === 404) {
    return (
      <EmptyState
        title="This run is not here"
        actions={
          <Button asChild>
            <Link href="/runs">All runs</Link>
          </Button>
        }
      >
        It may belong to another workspace, or its contact was erased.
      </EmptyState>
    );
  }
  return <ErrorNotice what="The run could not be loaded" error={error} onRetry={onRetry} className="m-6" />;
}

function Standing({ run }: { run: RunDetail }) {
  const stuck = run.status === "stuck";
  return (
    <p
      className={
        stuck
          ? "mb-5 flex items-start gap-2 rounded-lg bg-danger-soft px-4 py-3"
          : "mb-5 rounded-lg border bg-sunken px-4 py-3"
      }
    >
      {stuck && <OctagonAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />}
      <span>
        <span className="font-medium">{RUN_STATUS_LOOKS[run.status].means}. </span>
        <span className="text-ink-muted">
          <RunWhereabouts run={run} />
        </span>
        {run.stuck && (
          <span className="block">
            {run.stuck.meaning}. {run.stuck.advice}.
          </span>
        )}
      </span>
    </p>
  );
}

function Timeline({ run }: { run: RunDetail }) {
  const steps = useRunSteps(run.id);
  const messages = useRunMessages(run);
  if (steps.error && !steps.data) {
    return (
      <ErrorNotice
        what="The steps could not be loaded"
        error={steps.error}
        onRetry={() => void steps.refetch()}
      />
    );
  }
  if (!steps.data) return <SkeletonRows label="Loading the steps" rows={4} />;
  return <RunTimeline steps={steps.data} said={pairMessages(steps.data, messages.data ?? [])} />;
}

function Facts({ run }: { run: RunDetail }) {
  const answers = Object.entries(run.vars);
  return (
    <aside aria-label="About this run" className="flex flex-col gap-5">
      {run.conversationId && (
        <Button asChild className="w-full">
          <Link href={`/inbox/${run.conversationId}`}>
            <MessageSquareText aria-hidden />
            Open the conversation
          </Link>
        </Button>
      )}
      <dl className="flex flex-col gap-2.5">
        <Fact name="Journey">
          <Link href={`/journeys/${run.journey.id}`} className="text-accent-text hover:underline">
            {run.journey.name}, version {run.journey.version}
          </Link>
        </Fact>
        {run.channel && (
          <Fact name="Channel">
            <ChannelMark channel={run.channel} withName />
          </Fact>
        )}
        <Fact name="Started">
          <RelativeTime at={run.startedAt} />
        </Fact>
        {run.endedAt && (
          <Fact name="Ended">
            <RelativeTime at={run.endedAt} />
          </Fact>
        )}
        <Fact name="Steps">{run.visits}</Fact>
        <Fact name="This contact">
          <Link href={`/runs?contact=${run.contact.id}`} className="text-accent-text hover:underline">
            All their runs
          </Link>
        </Fact>
      </dl>
      {answers.length > 0 && (
        <section>
          <h2 className="mb-2 font-medium text-ink-faint text-xs">What it knows</h2>
          <dl className="flex flex-col gap-2.5">
            {answers.map(([name, value]) => (
              <Fact key={name} name={name} code>
                {typeof value === "string" ? value : JSON.stringify(value)}
              </Fact>
            ))}
          </dl>
        </section>
      )}
    </aside>
  );
}

function Fact({ name, code, children }: { name: string; code?: boolean; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[84px_1fr] gap-2">
      <dt className={code ? "truncate font-mono text-ink-faint text-xs leading-5" : "text-ink-faint"}>
        {name}
      </dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
