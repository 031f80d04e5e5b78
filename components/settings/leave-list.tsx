"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { fieldErrors } from "#components/settings/field-errors.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { Page } from "#core/api/page.ts";
import type { User } from "#core/api/people.ts";
import type { Leave } from "#core/api/working-time.ts";

type Change = { add: { from: string; to: string; note?: string } } | { remove: Leave };

/** Somebody's leave, now and to come: while it lasts routing gives them nothing. */
export function LeaveList({ person, mayEdit }: { person: User; mayEdit: boolean }) {
  const client = useQueryClient();
  const path = `/users/${person.id}/leave`;
  const queryKey = queryKeys.resource("users", person.id, "leave");
  const leave = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<Page<Leave>>(path, { query: { limit: 200 }, signal }),
  });
  const change = useMutation({
    mutationFn: async (wanted: Change): Promise<void> => {
      if ("add" in wanted) await api.post<Leave>(path, wanted.add);
      else await api.delete(`${path}/${wanted.remove.id}`);
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  const remove = (row: Leave) => {
    const add = { from: row.from, to: row.to, ...(row.note === null ? {} : { note: row.note }) };
    change.mutate(
      { remove: row },
      { onSuccess: () => toastDone("The leave is taken back", { run: () => change.mutate({ add }) }) },
    );
  };
  return (
    <section aria-labelledby="leave" className="flex flex-col gap-3">
      <h3 id="leave" className="font-semibold">
        Leave
      </h3>
      {leave.error && !leave.data && (
        <ErrorNotice
          what="The leave could not be loaded"
          error={leave.error}
          onRetry={() => void leave.refetch()}
        />
      )}
      {leave.data?.data.length === 0 && <p className="text-ink-muted">None now, and none planned.</p>}
      <ul className="flex flex-col gap-1">
        {leave.data?.data.map((row) => (
          <li key={row.id} className="flex items-center gap-2">
            <span className="min-w-0 flex-1">
              {spanWords(row)}
              {row.note && <span className="text-ink-muted"> · {row.note}</span>}
            </span>
            {mayEdit && (
              <IconButton
                size="small"
                label={`Take back the leave ${spanWords(row)}`}
                onClick={() => remove(row)}
              >
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && <LeaveForm change={change} />}
    </section>
  );
}

type ChangeLeave = ReturnType<typeof useMutation<void, Error, Change>>;

function LeaveForm({ change }: { change: ChangeLeave }) {
  const [first, setFirst] = useState("");
  const [last, setLast] = useState("");
  const [note, setNote] = useState("");
  const errors = fieldErrors(change.error, ["from", "to", "note"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const add = { from: startOf(first, 0), to: startOf(last, 1), ...(note.trim() && { note: note.trim() }) };
    change.mutate(
      { add },
      {
        onSuccess: () => {
          setFirst("");
          setLast("");
          setNote("");
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3">
        <Field label="First day" error={errors.at.from}>
          <Input type="date" value={first} onChange={(event) => setFirst(event.target.value)} />
        </Field>
        <Field label="Last day" error={errors.at.to}>
          <Input type="date" min={first} value={last} onChange={(event) => setLast(event.target.value)} />
        </Field>
      </div>
      <Field label="Note" aside="Optional" error={errors.at.note}>
        <Input value={note} onChange={(event) => setNote(event.target.value)} placeholder="Holiday" />
      </Field>
      {errors.other && <ErrorNotice what="The leave was not changed" error={change.error} />}
      <Button
        type="submit"
        className="self-start"
        pending={change.isPending}
        disabled={first === "" || last === "" || last < first}
      >
        Enter the leave
      </Button>
    </form>
  );
}

/** The beginning of a day, on the clock of whoever enters it; `after` days later. */
function startOf(day: string, after: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + after).toISOString();
}

/** “4 May 2026 to 8 May 2026”, its last day included. */
function spanWords({ from, to }: Leave): string {
  const words = (at: number) => new Date(at).toLocaleDateString(undefined, { dateStyle: "medium" });
  const first = words(Date.parse(from));
  const last = words(Date.parse(to) - 1);
  return first === last ? first : `${first} to ${last}`;
}
