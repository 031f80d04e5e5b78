"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { References } from "#core/api/studio.ts";

/** Everything of the workspace that a config can name, by kind. */
export function useReferences() {
  return useQuery({
    queryKey: queryKeys.resource("references"),
    queryFn: ({ signal }) => api.get<References>("/references", { signal }),
    staleTime: 60_000,
  });
}
