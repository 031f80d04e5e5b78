"use client";
import { useQuery } from "@tanstack/react-query";
import { ListTree, X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { usePages } from "#components/api/use-pages.ts";
import { BulkMenu } from "#components/runs/bulk-menu.tsx";
import { OperationProgress } from "#components/runs/operation-progress.tsx";
import {
  bulkFilterOf,
  RUN_STATUS_FILTERS,
  type RunStatusFilter,
  statusesOf,
} from "#components/runs/run-filter.ts";
import { RunTable } from "#components/runs/run-table.tsx";
import { StuckGroups } from "#components/runs/stuck-groups.tsx";
import { Page } from "#components/shell/page.tsx";
import { StatusFilter } from "#components/shell/status-filter.tsx";
import { useUrlState } from "#components/shell/use-url-state.ts";
import { Button } from "#components/ui/button.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LoadMore } from "#components/ui/pagination.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { JourneySummary } from "#core/api/journeys.ts";
import type { Page as ApiPage } from "#core/api/page.ts";
import type { Run } from "#core/api/runs.ts";

/** Everyone's way through the journeys, newest first. */
export function RunsPage() {
  const url = useUrlState();
  const filter = {
    journey: url.get("journey"),
    contact: url.get("contact"),
    conversation: url.get("conversation"),
    version: url.get("version"),
    node: url.get("node"),
    stuckCode: url.get("stuckCode"),
  };
  const status = url.get("status") as RunStatusFilter;
  const query = { ...filter, status: statusesOf(status) };
  const list = usePages<Run>(queryKeys.runs(query), "/runs", query);
  const filtered = status !== "" || Object.values(filter).some((value) => value !== "");
  const clear = () =>
    url.set({
      journey: null,
      contact: null,
      conversation: null,
      version: null,
      node: null,
      stuckCode: null,
      status: null,
    });
  const operation = url.get("operation");
  const bulkFilter = bulkFilterOf(filter, status);
  const onStarted = (id: string) => url.set({ operation: id });

  return (
    <Page
      title="Runs"
      toolbar={
        <div className="flex flex-wrap items-center gap-2 pb-3">
          <JourneyFilter
            value={filter.journey}
            onChange={(journey) => url.set({ journey, version: null, node: null, stuckCode: null })}
          />
          <StatusFilter
            label="Status"
            value={status}
            options={RUN_STATUS_FILTERS}
            onChange={(value) => url.set({ status: value })}
          />
          {filter.contact && (
            <Chip onClear={() => url.set({ contact: null })}>
              {list.items?.[0]?.contact.name ?? "One contact"}
            </Chip>
          )}
          {filter.conversation && (
            <Chip onClear={() => url.set({ conversation: null })}>One conversation</Chip>
          )}
          {filter.node && <Chip onClear={() => url.set({ node: null })}>At {filter.node}</Chip>}
          {filter.stuckCode && (
            <Chip onClear={() => url.set({ stuckCode: null })}>Code {filter.stuckCode}</Chip>
          )}
          {filter.version && <Chip onClear={() => url.set({ version: null })}>Version {filter.version}</Chip>}
          {bulkFilter && <BulkMenu filter={bulkFilter} onStarted={onStarted} />}
        </div>
      }
    >
      {operation && (
        <div className="px-4 pb-4 md:px-6">
          <OperationProgress id={operation} onDismiss={() => url.set({ operation: null })} />
        </div>
      )}
      {status === "stuck" && (
        <StuckGroups
          journey={filter.journey}
          onSelect={(group) =>
            url.set({ journey: group.journey.id, node: group.nodeId, stuckCode: group.code })
          }
          onStarted={onStarted}
        />
      )}
      {list.error && !list.items ? (
        <ErrorNotice
          what="The runs could not be loaded"
          error={list.error}
          onRetry={list.retry}
          className="m-6"
        />
      ) : !list.items ? (
        <SkeletonRows label="Loading runs" />
      ) : list.items.length === 0 ? (
        <NoRuns filtered={filtered} onClear={clear} />
      ) : (
        <>
          <RunTable runs={list.items} />
          <LoadMore
            noun={["run", "runs"]}
            shown={list.items.length}
            hasMore={list.hasMore}
            loading={list.loadingMore}
            onLoadMore={list.loadMore}
          />
        </>
      )}
    </Page>
  );
}

function JourneyFilter({ value, onChange }: { value: string; onChange: (journey: string | null) => void }) {
  const journeys = useQuery({
    queryKey: queryKeys.journeys({ picker: true }),
    queryFn: ({ signal }) => api.get<ApiPage<JourneySummary>>("/journeys", { query: { limit: 200 }, signal }),
  });
  return (
    <Combobox
      label="Journey"
      placeholder="Every journey"
      searchPlaceholder="Search journeys"
      clearable
      value={value || null}
      onValueChange={onChange}
      options={(journeys.data?.data ?? []).map((journey) => ({ value: journey.id, label: journey.name }))}
      className="w-full border-line-strong sm:w-56"
    />
  );
}

function Chip({ onClear, children }: { onClear: () => void; children: ReactNode }) {
  return (
    <span className="inline-flex h-8 items-center gap-1.5 rounded-md bg-accent-soft pr-1 pl-2.5 font-medium text-accent-text text-xs">
      {children}
      <button
        type="button"
        aria-label="Take this filter out"
        onClick={onClear}
        className="inline-flex size-6 items-center justify-center rounded-sm hover:bg-hover"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </span>
  );
}

function NoRuns({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState
        icon={<ListTree aria-hidden />}
        title="No run fits these filters"
        actions={<Button onClick={onClear}>Clear the filters</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<ListTree aria-hidden />}
      title="Nobody is on a journey yet"
      actions={
        <>
          <Button asChild>
            <Link href="/demo">Write as a visitor</Link>
          </Button>
          <Button variant="primary" asChild>
            <Link href="/journeys">Open journeys</Link>
          </Button>
        </>
      }
    >
      A run is one person going through one version of a journey. Publish a journey, then write to it in the
      demo web chat: the run appears here and you can follow each step and its reason.
    </EmptyState>
  );
}
