import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { Reference, References } from "#core/api/studio.ts";
import { type FilterOption, KNOWN_OPTIONS } from "./filter-words.ts";
import type { FilterName } from "./inbox-address.ts";
import { tagsOnHand } from "./list-cache.ts";
import { useColleagues } from "./mentions.ts";

/** Names of what the workspace has, such as its intents and teams. */
export function useReferences(needed = true) {
  return useQuery<References, ApiError>({
    queryKey: queryKeys.resource("references"),
    queryFn: ({ signal }) => api.get("/references", { signal }),
    staleTime: 60_000,
    enabled: needed,
  });
}

/** What can be chosen for each filter; lists of the workspace are asked for once they are needed. */
export function useFilterOptions(needed: boolean): Record<FilterName, FilterOption[]> {
  const client = useQueryClient();
  const references = useReferences(needed);
  const colleagues = useColleagues(needed);
  const kinds = references.data;
  return {
    status: KNOWN_OPTIONS.status ?? [],
    channel: KNOWN_OPTIONS.channel ?? [],
    sentiment: KNOWN_OPTIONS.sentiment ?? [],
    priority: KNOWN_OPTIONS.priority ?? [],
    intent: named(kinds?.intent),
    team: [...named(kinds?.team), { value: "none", label: "No team" }],
    journey: named(kinds?.journey),
    assignee: [
      { value: "me", label: "Me" },
      { value: "none", label: "Nobody" },
      ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
    ],
    tag: needed ? tagsOnHand(client).map((tag) => ({ value: tag, label: tag })) : [],
  };
}

const named = (references: readonly Reference[] = []): FilterOption[] =>
  references.map(({ key, name }) => ({ value: key, label: name }));
