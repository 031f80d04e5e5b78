"use client";
import { CalendarClock, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { HoursForm } from "#components/hours/hours-form.tsx";
import { openWords, weekWords } from "#components/hours/hours-words.ts";
import { Section } from "#components/settings/section.tsx";
import { SettingsList } from "#components/settings/settings-list.tsx";
import { useResource } from "#components/settings/use-resource.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { useNow } from "#components/ui/relative-time.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { BusinessHours } from "#core/api/library.ts";

/** Hours that teams keep and promises count in. */
export function HoursList() {
  const mayEdit = useAllowed("routing.edit");
  const [editing, setEditing] = useState<BusinessHours | "new" | null>(null);
  const remove = useResource<never, void>("business-hours");
  return (
    <Section
      title="Business hours"
      description="When people are here: what teams keep, and what promises count in. A change moves running promises at once."
      actions={
        mayEdit && (
          <Button variant="primary" onClick={() => setEditing("new")}>
            <Plus aria-hidden />
            New hours
          </Button>
        )
      }
    >
      {remove.error && <ErrorNotice what="The hours were not deleted" error={remove.error} />}
      <SettingsList<BusinessHours>
        resource="business-hours"
        noun="business hours"
        empty={
          <EmptyState icon={<CalendarClock aria-hidden />} title="No hours yet">
            Without any, promises count around the clock. Make “Office” with the days and times you are open.
          </EmptyState>
        }
      >
        {(all) => (
          <ul>
            {all.map((hours) => (
              <li
                key={hours.id}
                className="flex flex-wrap items-center gap-3 border-b px-4 py-2.5 last:border-b-0"
              >
                <span className="min-w-0 flex-1 basis-60">
                  <span className="flex flex-wrap items-center gap-2">
                    <span className="truncate font-medium">{hours.name}</span>
                    <OpenBadge hours={hours} />
                  </span>
                  <span className="block text-ink-muted text-xs">{weekWords(hours.weekly)}</span>
                  <span className="block text-ink-faint text-xs">
                    {hours.timezone.replaceAll("_", " ")}
                    {hours.holidays.length > 0 &&
                      `, ${hours.holidays.length} ${hours.holidays.length === 1 ? "holiday" : "holidays"}`}
                  </span>
                </span>
                {mayEdit && (
                  <span className="flex items-center gap-1">
                    <Button size="small" onClick={() => setEditing(hours)} aria-label={`Edit ${hours.name}`}>
                      Edit
                    </Button>
                    <IconButton
                      label={`Delete ${hours.name}`}
                      onClick={() => remove.mutate({ method: "delete", id: hours.id })}
                    >
                      <Trash2 aria-hidden />
                    </IconButton>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </SettingsList>
      <Sheet
        open={editing !== null}
        onOpenChange={(open) => !open && setEditing(null)}
        title={editing === "new" || editing === null ? "New hours" : editing.name}
        className="max-w-xl"
      >
        {editing && <HoursForm hours={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
      </Sheet>
    </Section>
  );
}

function OpenBadge({ hours }: { hours: BusinessHours }) {
  const now = useNow();
  if (now === null) return null;
  const { open, words } = openWords(hours, now);
  return <Badge tone={open ? "positive" : "neutral"}>{words}</Badge>;
}
