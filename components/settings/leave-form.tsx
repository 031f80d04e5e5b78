import { DateTime } from "luxon";
import { type FormEvent, useMemo, useState } from "react";
import { useColleagues } from "#components/inbox/mentions.ts";
import { fieldErrors } from "#components/settings/field-errors.ts";
import type { useChangeLeave } from "#components/settings/use-leave.ts";
import { Button } from "#components/ui/button.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { isAllowed } from "#core/permissions/roles.ts";

interface LeaveFormProps {
  userId: string;
  change: ReturnType<typeof useChangeLeave>["change"];
}

const empty = () => ({
  from: DateTime.now().toFormat("yyyy-MM-dd'T'HH:mm"),
  to: "",
  note: "",
  autoReply: "",
  substitute: null as string | null,
});

/** From when until when somebody is away, who takes over and what customers are told. */
export function LeaveForm({ userId, change }: LeaveFormProps) {
  const [form, setForm] = useState(empty);
  const set = (next: Partial<ReturnType<typeof empty>>) => setForm({ ...form, ...next });
  const substitutes = useSubstitutes(userId);
  const errors = fieldErrors(change.error, ["from", "to", "note", "autoReply", "substitute"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { note, autoReply, substitute } = form;
    const add = {
      from: new Date(form.from).toISOString(),
      to: new Date(form.to).toISOString(),
      ...(note.trim() && { note: note.trim() }),
      ...(autoReply.trim() && { autoReply: autoReply.trim() }),
      substitute,
    };
    change.mutate({ add }, { onSuccess: () => setForm(empty) });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="From" error={errors.at.from}>
          <Input
            type="datetime-local"
            value={form.from}
            onChange={(event) => set({ from: event.target.value })}
          />
        </Field>
        <Field label="Until" error={errors.at.to}>
          <Input
            type="datetime-local"
            min={form.from}
            value={form.to}
            onChange={(event) => set({ to: event.target.value })}
          />
        </Field>
      </div>
      <Field
        label="Who takes over"
        hint="Customers who write meanwhile go to them while they are here and have room, else to the queue."
        error={errors.at.substitute}
      >
        <Combobox
          value={form.substitute}
          onValueChange={(substitute) => set({ substitute })}
          options={substitutes}
          placeholder="The queue"
          clearable
        />
      </Field>
      <Field
        label="What customers are told"
        aside="Optional"
        hint="Sent once in a conversation, when the customer writes."
        error={errors.at.autoReply}
      >
        <Textarea
          value={form.autoReply}
          maxLength={1000}
          onChange={(event) => set({ autoReply: event.target.value })}
          placeholder="I am back on Monday. A colleague will answer you."
        />
      </Field>
      <Field label="Note" aside="Optional" hint="For colleagues." error={errors.at.note}>
        <Input
          value={form.note}
          onChange={(event) => set({ note: event.target.value })}
          placeholder="Holiday"
        />
      </Field>
      {errors.other && <ErrorNotice what="The leave was not changed" error={change.error} />}
      <Button
        type="submit"
        className="self-start"
        pending={change.isPending}
        disabled={form.from === "" || form.to === "" || form.to <= form.from}
      >
        Enter the leave
      </Button>
    </form>
  );
}

/** Colleagues who may answer customers. */
function useSubstitutes(userId: string) {
  const colleagues = useColleagues(true);
  return useMemo(
    () =>
      colleagues
        .filter(({ id, role }) => id !== userId && isAllowed(role, "conversations.reply"))
        .map(({ id, name, awayUntil }) => ({
          value: id,
          label: name,
          ...(awayUntil && { detail: "Out of office now" }),
        })),
    [colleagues, userId],
  );
}
