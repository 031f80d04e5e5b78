import { useQuery } from "@tanstack/react-query";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { CrmRecord } from "#core/api/contacts.ts";
import type { Page } from "#core/api/page.ts";
import { Facts } from "./facts.tsx";
import { Section } from "./section.tsx";

/** What the CRM keeps of them: its records with their fields, as it last told them. */
export function CrmSection({ contactId }: { contactId: string }) {
  const records = useQuery<Page<CrmRecord>, ApiError>({
    queryKey: queryKeys.resource("contacts", contactId, "crm records"),
    queryFn: ({ signal }) => api.get(`/contacts/${contactId}/crm-records`, { query: { limit: 20 }, signal }),
    staleTime: 30_000,
  });
  if (!records.data || records.data.data.length === 0) return null;
  return (
    <Section title="In the CRM">
      <ul className="flex flex-col gap-3">
        {records.data.data.map((record) => (
          <li key={record.id} className="flex flex-col gap-1">
            <p className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 truncate">
                {record.object} <span className="text-ink-muted">{record.externalId}</span>
              </span>
              <span className="text-ink-faint text-xs">
                {record.connection.name}
                {record.syncedAt && (
                  <>
                    , <RelativeTime at={record.syncedAt} />
                  </>
                )}
              </span>
            </p>
            {record.isDeleted && <p className="text-danger text-xs">Deleted there</p>}
            <Facts facts={Object.entries(record.fields).filter(([, value]) => value !== null)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
