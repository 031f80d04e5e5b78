"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { Page } from "#core/api/page.ts";
import type { RoutingRuleSet } from "#core/api/routing-rules.ts";

/** Every set of routing rules. */
export function useRuleSets() {
  return useQuery({
    queryKey: queryKeys.resource("routing-rules"),
    queryFn: ({ signal }) =>
      api.get<Page<RoutingRuleSet>>("/routing-rules", { query: { limit: 200 }, signal }),
  });
}

type Write =
  | { do: "create"; name: string }
  | { do: "rename"; set: RoutingRuleSet; name: string }
  | { do: "makeDefault"; set: RoutingRuleSet }
  | { do: "remove"; set: RoutingRuleSet };

/** Makes, renames and removes sets; what is in them is saved by the editor. */
export function useWriteRuleSet() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (write: Write): Promise<RoutingRuleSet | undefined> => {
      if (write.do === "create") return api.post<RoutingRuleSet>("/routing-rules", { name: write.name });
      const path = `/routing-rules/${write.set.id}`;
      if (write.do === "makeDefault") return api.put<RoutingRuleSet>(`${path}/default`, {});
      if (write.do === "remove") return api.delete<undefined>(path);
      const { revision, rules } = write.set;
      return api.put<RoutingRuleSet>(path, { name: write.name, revision, rules });
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: queryKeys.resource("routing-rules") }),
        client.invalidateQueries({ queryKey: queryKeys.resource("references") }),
      ]),
  });
}
