"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { DAYS } from "#components/hours/hours-words.ts";
import { PeriodsEditor } from "#components/hours/periods-editor.tsx";
import { fieldErrors } from "#components/settings/field-errors.ts";
import { Button } from "#components/ui/button.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RadioGroup } from "#components/ui/radio.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { User } from "#core/api/people.ts";
import type { Shifts } from "#core/api/working-time.ts";

const MORNING = [{ from: "09:00", to: "17:00" }];
const WEEK = { mon: MORNING, tue: MORNING, wed: MORNING, thu: MORNING, fri: MORNING };

/** When somebody works: outside of it routing gives them nothing. */
export function ShiftsForm({ person, mayEdit }: { person: User; mayEdit: boolean }) {
  const shifts = useQuery({
    queryKey: queryKeys.resource("users", person.id, "shifts"),
    queryFn: ({ signal }) => api.get<Shifts>(`/users/${person.id}/shifts`, { signal }),
  });
  return (
    <section aria-labelledby="shifts" className="flex flex-col gap-3">
      <h3 id="shifts" className="font-semibold">
        Working hours
      </h3>
      {shifts.error && !shifts.data ? (
        <ErrorNotice
          what="The working hours could not be loaded"
          error={shifts.error}
          onRetry={() => void shifts.refetch()}
        />
      ) : shifts.data ? (
        <WeekForm person={person} given={shifts.data} mayEdit={mayEdit} />
      ) : (
        <SkeletonRows label="Loading working hours" rows={2} />
      )}
    </section>
  );
}

function WeekForm({ person, given, mayEdit }: { person: User; given: Shifts; mayEdit: boolean }) {
  const client = useQueryClient();
  const [weekly, setWeekly] = useState(given.weekly);
  const [timezone, setTimezone] = useState(
    given.timezone ?? person.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  );
  const save = useMutation({
    mutationFn: () =>
      api.put<Shifts>(`/users/${person.id}/shifts`, weekly === null ? { weekly } : { weekly, timezone }),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.resource("users", person.id, "shifts"), saved);
      toastDone(`The working hours of ${person.name} are saved`);
    },
  });
  const errors = fieldErrors(save.error, ["timezone", ...DAYS.map(({ key }) => `weekly.${key}`)]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
      className="flex flex-col gap-3"
    >
      <fieldset disabled={!mayEdit} className="flex flex-col gap-3">
        <RadioGroup
          label="When they work"
          value={weekly === null ? "always" : "week"}
          onValueChange={(value) => setWeekly(value === "always" ? null : WEEK)}
          options={[
            { value: "always", label: "Whenever they are online", disabled: !mayEdit },
            { value: "week", label: "At fixed hours", disabled: !mayEdit },
          ]}
        />
        {weekly !== null && (
          <>
            <Field label="Time zone" error={errors.at.timezone}>
              <Combobox
                value={timezone}
                onValueChange={(zone) => zone && setTimezone(zone)}
                options={["UTC", ...Intl.supportedValuesOf("timeZone")].map((value) => ({
                  value,
                  label: value.replaceAll("_", " "),
                }))}
              />
            </Field>
            <ul className="flex flex-col divide-y rounded-md border">
              {DAYS.map(({ key, name }) => (
                <li key={key} className="grid grid-cols-[5.5rem_1fr] items-baseline gap-2 px-3 py-2">
                  <span>{name}</span>
                  <PeriodsEditor
                    label={name}
                    value={weekly[key] ?? []}
                    error={errors.at[`weekly.${key}`]}
                    onChange={(periods) => setWeekly({ ...weekly, [key]: periods })}
                  />
                </li>
              ))}
            </ul>
          </>
        )}
      </fieldset>
      {errors.other && <ErrorNotice what="The working hours were not saved" error={save.error} />}
      {mayEdit && (
        <Button type="submit" className="self-start" pending={save.isPending}>
          Save working hours
        </Button>
      )}
    </form>
  );
}
