"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Page } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { JourneyStatus } from "#components/journeys/journey-status.tsx";
import type { JsonObject } from "#core/json.ts";

export interface JourneySummary {
  id: string;
  key: string;
  name: string;
  description: string | null;
  status: JourneyStatus;
  liveVersion: number | null;
  isDemo: boolean;
  problemCounts: { errors: number; warnings: number };
  runsNow: number;
  owner: { id: string; name: string } | null;
  updatedAt: string;
}

export type JourneyAction = "pause" | "resume" | "archive" | "delete";

/** Journeys to start a new one from. */
export function useTemplates(enabled: boolean) {
  return useQuery({
    enabled,
    queryKey: queryKeys.journeys({ templates: true }),
    queryFn: async ({ signal }) => {
      const page = await api.get<Page<JourneySummary>>("/journeys", { query: { limit: 100 }, signal });
      return page.data.filter((journey) => journey.isDemo);
    },
  });
}

/** The draft document of a journey. */
export async function readDocument(id: string): Promise<JsonObject> {
  const { draft } = await api.get<{ draft: JsonObject }>(`/journeys/${id}`);
  return draft;
}

/** Makes a journey from a document and answers with its id. */
export function useCreateJourney() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (document: JsonObject) => api.post<{ id: string }>("/journeys", document),
    onSuccess: () => client.invalidateQueries({ queryKey: ["journey"] }),
  });
}

/** Pauses, resumes, archives or deletes. */
export function useJourneyAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, action }: { id: string; action: JourneyAction }) =>
      action === "delete" ? api.delete(`/journeys/${id}`) : api.post(`/journeys/${id}/${action}`),
    onSettled: () => client.invalidateQueries({ queryKey: ["journey"] }),
    meta: { failed: "The journey was not changed" },
  });
}
