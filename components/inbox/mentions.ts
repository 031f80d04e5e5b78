import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { Page } from "#core/api/page.ts";
import type { User } from "#core/api/people.ts";

/** The workspace's people, asked for when they are needed. */
export function useColleagues(needed: boolean): User[] {
  const users = useQuery({
    queryKey: queryKeys.users(),
    queryFn: () => api.get<Page<User>>("/users", { query: { limit: 200 } }),
    enabled: needed,
  });
  return useMemo(() => (users.data?.data ?? []).filter((user) => !user.deactivatedAt), [users.data]);
}

/** Ids of those whose name stands after an at sign. A longer name hides a shorter one that it begins with. */
export function mentionsIn(text: string, people: readonly { id: string; name: string }[]): string[] {
  const found = new Set<string>();
  let rest = text;
  for (const person of [...people].sort((one, other) => other.name.length - one.name.length)) {
    if (!rest.includes(`@${person.name}`)) continue;
    found.add(person.id);
    rest = rest.replaceAll(`@${person.name}`, "");
  }
  return [...found];
}
