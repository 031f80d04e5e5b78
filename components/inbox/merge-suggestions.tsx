import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { mergeSuggestionSchema } from "#core/api/contacts.ts";
import type { Page } from "#core/api/page.ts";
import { Section } from "./section.tsx";

type MergeSuggestion = z.output<typeof mergeSuggestionSchema>;

/** Other contacts that may be the same person. Making one of two can be taken back. */
export function MergeSuggestions({ contactId }: { contactId: string }) {
  const client = useQueryClient();
  const mayMerge = useAllowed("contacts.merge");
  const key = queryKeys.resource("merge-suggestions", contactId);
  const suggestions = useQuery<Page<MergeSuggestion>, ApiError>({
    queryKey: key,
    queryFn: ({ signal }) => api.get("/merge-suggestions", { query: { contact: contactId }, signal }),
    staleTime: 60_000,
  });
  const renew = async () => {
    await client.invalidateQueries({ queryKey: key });
    await client.invalidateQueries({ queryKey: queryKeys.resource("contacts") });
    await client.invalidateQueries({ queryKey: ["conversation"] });
  };
  const unmerge = useMutation<unknown, ApiError>({
    mutationFn: () => api.post(`/contacts/${contactId}/unmerge`, {}),
    onSettled: renew,
    meta: { failed: "They were not taken apart" },
  });
  const merge = useMutation<unknown, ApiError, string>({
    mutationFn: (other) => api.post(`/contacts/${contactId}/merge`, { contactId: other }),
    onSuccess: () => toastDone("Now one contact", { run: () => unmerge.mutate() }),
    onSettled: renew,
    meta: { failed: "They were not made one" },
  });
  const dismiss = useMutation<unknown, ApiError, string>({
    mutationFn: (id) => api.post(`/merge-suggestions/${id}/dismiss`, {}),
    onSettled: renew,
    meta: { failed: "The suggestion stays" },
  });
  const open = suggestions.data?.data ?? [];
  if (open.length === 0) return null;
  return (
    <Section title="May be the same person">
      <ul className="flex flex-col gap-2">
        {open.map((suggestion) => {
          const other = suggestion.contacts.find((contact) => contact.id !== contactId);
          if (!other) return null;
          return (
            <li key={suggestion.id} className="rounded-md border border-line p-2">
              <p className="font-medium">{other.name ?? other.addresses[0] ?? "Someone new"}</p>
              <p className="text-ink-muted text-xs">
                {suggestion.reason}
                {other.addresses.length > 0 && ` · ${other.addresses.join(", ")}`}
              </p>
              {mayMerge ? (
                <p className="mt-1.5 flex gap-2">
                  <Button size="small" pending={merge.isPending} onClick={() => merge.mutate(other.id)}>
                    Make one of both
                  </Button>
                  <Button variant="ghost" size="small" onClick={() => dismiss.mutate(suggestion.id)}>
                    Not the same
                  </Button>
                </p>
              ) : (
                <p className="mt-1 text-ink-faint text-xs">A supervisor can make one of both.</p>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
