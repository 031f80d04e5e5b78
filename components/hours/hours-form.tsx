"use client";
import { Plus, X } from "lucide-react";
import { type FormEvent, useMemo, useState } from "react";
import { DAYS, openWords } from "#components/hours/hours-words.ts";
import { PeriodsEditor } from "#components/hours/periods-editor.tsx";
import { fieldErrors } from "#components/settings/field-errors.ts";
import { useResource } from "#components/settings/use-resource.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { useNow } from "#components/ui/relative-time.tsx";
import type { BusinessHours } from "#core/api/library.ts";

type Draft = Pick<BusinessHours, "name" | "timezone" | "weekly" | "holidays">;

const OFFICE = [{ from: "09:00", to: "17:00" }];

function freshDraft(): Draft {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const weekly = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE };
  return { name: "", timezone: timeZone, weekly, holidays: [] };
}

/** Name, zone, week and holidays, and whether that is open now. */
export function HoursForm({ hours, onClose }: { hours: BusinessHours | null; onClose: () => void }) {
  const save = useResource<Draft, BusinessHours>("business-hours");
  const [draft, setDraft] = useState<Draft>(() =>
    hours
      ? { name: hours.name, timezone: hours.timezone, weekly: hours.weekly, holidays: hours.holidays }
      : freshDraft(),
  );
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const problems = fieldErrors(save.error, [
    "name",
    "timezone",
    ...DAYS.map(({ key }) => `weekly.${key}`),
    ...draft.holidays.flatMap((_, index) => [`holidays.${index}.date`, `holidays.${index}.name`]),
  ]);
  const zones = useMemo(
    () =>
      ["UTC", ...Intl.supportedValuesOf("timeZone")].map((value) => ({
        value,
        label: value.replaceAll("_", " "),
      })),
    [],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { ...draft, name: draft.name.trim() };
    save.mutate(hours ? { method: "patch", id: hours.id, body } : { method: "post", body }, {
      onSuccess: onClose,
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 px-5 py-4">
      <Field label="Name" error={problems.at.name} required>
        <Input value={draft.name} onChange={(event) => set({ name: event.target.value })} autoFocus />
      </Field>
      <Field
        label="Time zone"
        hint="The hours are read on the clock of this place, through summer and winter time."
        error={problems.at.timezone}
      >
        <Combobox
          value={draft.timezone}
          onValueChange={(timezone) => timezone && set({ timezone })}
          options={zones}
        />
      </Field>
      <OpenNow draft={draft} />
      <div className="flex flex-col gap-2">
        <span className="font-medium text-xs">Week</span>
        <ul className="flex flex-col divide-y rounded-md border">
          {DAYS.map(({ key, name }) => (
            <li key={key} className="grid grid-cols-[5.5rem_1fr] items-baseline gap-2 px-3 py-2">
              <span>{name}</span>
              <PeriodsEditor
                label={name}
                value={draft.weekly[key] ?? []}
                error={problems.at[`weekly.${key}`]}
                onChange={(periods) => set({ weekly: { ...draft.weekly, [key]: periods } })}
              />
            </li>
          ))}
        </ul>
      </div>
      <Holidays holidays={draft.holidays} errors={problems.at} onChange={(holidays) => set({ holidays })} />
      {problems.other && <ErrorNotice what="The hours were not saved" error={save.error} />}
      <Button
        type="submit"
        variant="primary"
        className="self-start"
        pending={save.isPending}
        disabled={!draft.name.trim()}
      >
        {hours ? "Save hours" : "Create hours"}
      </Button>
    </form>
  );
}

function OpenNow({ draft }: { draft: Draft }) {
  const now = useNow();
  if (now === null) return null;
  const { open, words } = openWords(draft, now);
  return (
    <p aria-live="polite">
      <Badge tone={open ? "positive" : "neutral"}>{words}</Badge>
    </p>
  );
}

type Holiday = Draft["holidays"][number];

function Holidays(props: {
  holidays: Holiday[];
  errors: Record<string, string>;
  onChange: (holidays: Holiday[]) => void;
}) {
  const { holidays, errors, onChange } = props;
  const change = (index: number, part: Partial<Holiday>) =>
    onChange(holidays.map((holiday, at) => (at === index ? { ...holiday, ...part } : holiday)));
  const add = () =>
    onChange([...holidays, { date: new Date().toISOString().slice(0, 10), name: "", periods: [] }]);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium text-xs">Holidays</legend>
      {holidays.map((holiday, index) => {
        const name = holiday.name || `Holiday ${index + 1}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a holiday has no name but its place
          <div key={index} className="flex flex-col gap-2 rounded-md border p-3">
            <div className="flex flex-wrap items-start gap-2">
              <Field label="Day" hideLabel error={errors[`holidays.${index}.date`]}>
                <Input
                  type="date"
                  required
                  value={holiday.date}
                  onChange={(event) => change(index, { date: event.target.value })}
                  className="w-38"
                />
              </Field>
              <Field
                label="Name"
                hideLabel
                error={errors[`holidays.${index}.name`]}
                className="min-w-32 flex-1"
              >
                <Input
                  value={holiday.name}
                  placeholder="Christmas"
                  onChange={(event) => change(index, { name: event.target.value })}
                />
              </Field>
              <IconButton
                label={`Remove ${name}`}
                onClick={() => onChange(holidays.filter((_, at) => at !== index))}
              >
                <X aria-hidden />
              </IconButton>
            </div>
            <PeriodsEditor
              label={name}
              value={holiday.periods}
              onChange={(periods) => change(index, { periods })}
            />
          </div>
        );
      })}
      <Button size="small" className="self-start" onClick={add}>
        <Plus aria-hidden />
        Add a holiday
      </Button>
    </fieldset>
  );
}
