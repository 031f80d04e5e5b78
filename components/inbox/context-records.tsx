import { useQuery } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Page } from "#core/api/page.ts";
import type { ContactRecord } from "#core/api/records.ts";
import { wordsOf } from "./filter-words.ts";
import { Section } from "./section.tsx";

/** Their appointments, applications and the like, with the dates that journeys follow. */
export function RecordsSection({ contactId }: { contactId: string }) {
  const records = useQuery<Page<ContactRecord>, ApiError>({
    queryKey: queryKeys.resource("records", contactId),
    queryFn: ({ signal }) => api.get("/records", { query: { contact: contactId, limit: 20 }, signal }),
    staleTime: 30_000,
  });
  if (!records.data || records.data.data.length === 0) return null;
  return (
    <Section title="Records">
      <ul className="flex flex-col gap-1.5">
        {records.data.data.map((record) => (
          <li key={record.id}>
            <div className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 truncate">{record.title ?? wordsOf(record.type)}</span>
              <span className="text-ink-faint text-xs">{record.status}</span>
            </div>
            <p className="text-ink-muted text-xs">
              {wordsOf(record.type)}
              {record.startsAt && (
                <>
                  , <RelativeTime at={record.startsAt} />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
