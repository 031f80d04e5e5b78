"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { Button } from "#components/ui/button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Journey } from "#core/api/journeys.ts";
import type { Page } from "#core/api/page.ts";
import type { CustomActivity, CustomActivityCatalogue } from "#core/journey/custom-activity.ts";

const JourneyEditor = dynamic(
  async () => (await import("#components/canvas/journey-editor.tsx")).JourneyEditor,
  { ssr: false, loading: CanvasSkeleton },
);

/** Loads a journey and what can be drawn in it, then opens the canvas. */
export function JourneyPage({ id }: { id: string }) {
  const journey = useQuery({
    queryKey: queryKeys.journey(id),
    queryFn: ({ signal }) => api.get<Journey>(`/journeys/${id}`, { signal }),
  });
  const activities = useQuery({
    queryKey: queryKeys.resource("custom-activities"),
    queryFn: async ({ signal }) =>
      catalogueOf((await api.get<Page<CustomActivity>>("/custom-activities", { signal })).data),
    staleTime: 60_000,
  });
  const failed = [journey, activities].find((query) => query.isError && query.data === undefined);
  if (failed) {
    return (
      <div className="mx-auto w-full max-w-xl p-6">
        <ErrorNotice
          what="The journey could not be opened"
          error={failed.error}
          onRetry={() => void failed.refetch()}
        />
        {failed.error instanceof ApiError && failed.error.status === 404 && (
          <Button asChild className="mt-3">
            <Link href="/journeys">Back to journeys</Link>
          </Button>
        )}
      </div>
    );
  }
  if (!journey.data || !activities.data) return <CanvasSkeleton />;
  return <JourneyEditor key={id} journey={journey.data} activities={activities.data} />;
}

function catalogueOf(activities: CustomActivity[]): CustomActivityCatalogue {
  return Object.fromEntries(activities.map((activity) => [activity.name, activity]));
}

function CanvasSkeleton() {
  return (
    <div role="status" aria-label="Opening the journey" className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-13 items-center gap-3 border-b bg-surface px-4">
        <Skeleton className="w-56" />
        <Skeleton className="ml-auto h-8 w-24" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="hidden w-64 flex-col gap-3 border-r bg-surface p-3 lg:flex">
          {["h-8", "h-7", "h-7", "h-7", "h-7"].map((height, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are alike and never move
            <Skeleton key={row} className={`${height} w-full`} />
          ))}
        </div>
        <div className="flex-1 bg-canvas" />
        <div className="hidden w-80 border-l bg-surface lg:block" />
      </div>
    </div>
  );
}
