"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { Journey, PublishPreview, WaitingPlace } from "#core/api/journeys.ts";

export type NodeMap = Record<string, string | null>;

/** Where runs stand, and what becomes of them when they move; asked anew whenever the map or the draft changes. */
export function usePublishPreview(journey: Journey, nodeMap: NodeMap, enabled: boolean) {
  return useQuery({
    enabled: enabled && journey.liveVersion !== null,
    queryKey: queryKeys.publishPreview(journey.id, journey.draftRevision, nodeMap),
    queryFn: ({ signal }) =>
      api.post<PublishPreview>(`/journeys/${journey.id}/publish/preview`, { nodeMap }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** A step where runs stand, whatever their version. */
export interface Place
  extends Pick<WaitingPlace, "nodeId" | "label" | "type" | "count" | "fate" | "toNodeId"> {
  changed: boolean;
}

/** Places of several versions as one line each, the most first; the worst fate of them counts. */
export function placesOf(preview: PublishPreview): Place[] {
  const places = new Map<string, Place>();
  for (const { version: _, ...place } of preview.waiting) {
    const known = places.get(place.nodeId);
    if (!known) places.set(place.nodeId, { ...place });
    else {
      known.count += place.count;
      known.changed ||= place.changed;
      if (place.fate === "none") known.fate = "none";
    }
  }
  return [...places.values()].sort((one, other) => other.count - one.count);
}

export function totalOf(places: readonly Place[]): number {
  return places.reduce((sum, { count }) => sum + count, 0);
}
