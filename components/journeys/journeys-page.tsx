"use client";
import { Plus, Waypoints } from "lucide-react";
import { useState } from "react";
import { queryKeys } from "#components/api/query-keys.ts";
import { usePages } from "#components/api/use-pages.ts";
import { CreateJourneyDialog } from "#components/journeys/create-journey-dialog.tsx";
import type { JourneyStatus } from "#components/journeys/journey-status.tsx";
import { JourneyTable } from "#components/journeys/journey-table.tsx";
import { Page } from "#components/shell/page.tsx";
import { SearchBox } from "#components/shell/search-box.tsx";
import { StatusFilter } from "#components/shell/status-filter.tsx";
import { useUrlState } from "#components/shell/use-url-state.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LoadMore } from "#components/ui/pagination.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { JourneySummary } from "#core/api/journeys.ts";

const STATUSES: { value: JourneyStatus | ""; name: string }[] = [
  { value: "", name: "All" },
  { value: "live", name: "Live" },
  { value: "draft", name: "Draft" },
  { value: "paused", name: "Paused" },
  { value: "archived", name: "Archived" },
];

/** All journeys of the workspace. */
export function JourneysPage() {
  const url = useUrlState();
  const mayEdit = useAllowed("journeys.edit");
  const q = url.get("q");
  const status = url.get("status") as JourneyStatus | "";
  const filter = { q, status };
  const list = usePages<JourneySummary>(queryKeys.journeys(filter), "/journeys", filter);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const hide = (id: string, away: boolean) =>
    setHidden((before) => new Set(away ? [...before, id] : [...before].filter((each) => each !== id)));
  const create = () => url.set({ new: "1" });
  const shown = list.items?.filter((journey) => !hidden.has(journey.id));

  return (
    <Page
      title="Journeys"
      actions={
        mayEdit && (
          <Button variant="primary" onClick={create}>
            <Plus aria-hidden />
            New journey
          </Button>
        )
      }
      toolbar={
        <div className="flex flex-wrap items-center gap-2 pb-3">
          <SearchBox
            label="Search journeys"
            value={q}
            onSearch={(value) => url.set({ q: value })}
            className="w-full sm:w-64"
          />
          <StatusFilter
            label="Status"
            value={status}
            options={STATUSES}
            onChange={(value) => url.set({ status: value })}
          />
        </div>
      }
    >
      {list.error && !shown ? (
        <ErrorNotice
          what="The journeys could not be loaded"
          error={list.error}
          onRetry={list.retry}
          className="m-6"
        />
      ) : !shown ? (
        <SkeletonRows label="Loading journeys" />
      ) : shown.length === 0 ? (
        <NoJourneys
          filtered={q !== "" || status !== ""}
          onClear={() => url.set({ q: "", status: "" })}
          onCreate={create}
        />
      ) : (
        <>
          <JourneyTable journeys={shown} onHide={hide} />
          <LoadMore
            noun={["journey", "journeys"]}
            shown={shown.length}
            hasMore={list.hasMore}
            loading={list.loadingMore}
            onLoadMore={list.loadMore}
          />
        </>
      )}
      <CreateJourneyDialog
        open={mayEdit && url.get("new") !== ""}
        onOpenChange={(open) => url.set({ new: open ? "1" : null })}
      />
    </Page>
  );
}

function NoJourneys(props: { filtered: boolean; onClear: () => void; onCreate: () => void }) {
  const mayEdit = useAllowed("journeys.edit");
  if (props.filtered) {
    return (
      <EmptyState
        icon={<Waypoints aria-hidden />}
        title="No journey fits these filters"
        actions={<Button onClick={props.onClear}>Clear the filters</Button>}
      >
        Try fewer letters of the name, or another status.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Waypoints aria-hidden />}
      title="Draw your first journey"
      actions={
        mayEdit && (
          <Button variant="primary" onClick={props.onCreate}>
            <Plus aria-hidden />
            New journey
          </Button>
        )
      }
    >
      A journey is what happens with a customer, step by step: a message comes in, you ask, wait, decide, hand
      over to a person. Draw it once; it runs for everyone, for days or months, and you see where each one
      stands.
    </EmptyState>
  );
}
