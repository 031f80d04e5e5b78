"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { Journey, JourneySummary } from "#core/api/journeys.ts";
import type { Page } from "#core/api/page.ts";
import type { JourneyDocument, JourneyDocumentInput } from "#core/journey/document.ts";

export type JourneyAction = "pause" | "resume" | "archive" | "delete";

export interface JourneyOrder {
  id: string;
  action: JourneyAction;
  /** On pause: its runs are paused too. */
  holdRuns?: boolean;
  /** On resume: what becomes of waits that ran out while its runs were paused. */
  expired?: "fire" | "restart";
}

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
export async function readDocument(id: string): Promise<JourneyDocument> {
  const journey = await api.get<Journey>(`/journeys/${id}`);
  return journey.document;
}

/** Makes a journey from a document and answers with its id. */
export function useCreateJourney() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (document: JourneyDocumentInput) => api.post<Journey>("/journeys", document),
    onSuccess: () => client.invalidateQueries({ queryKey: ["journey"] }),
  });
}

/** Pauses, resumes, archives or deletes. */
export function useJourneyAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, action, ...body }: JourneyOrder) =>
      action === "delete" ? api.delete(`/journeys/${id}`) : api.post(`/journeys/${id}/${action}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ["journey"] }),
    meta: { failed: "The journey was not changed" },
  });
}
