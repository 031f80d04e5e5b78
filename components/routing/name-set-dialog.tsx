"use client";
import { type FormEvent, useState } from "react";
import { useWriteRuleSet } from "#components/routing/use-rule-sets.ts";
import { fieldErrors } from "#components/settings/field-errors.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";

interface NameSetDialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** The first set is what the workspace routes by from then on. */
  isFirst: boolean;
  onMade(key: string): void;
}

/** Asks for a new set's name and makes it. */
export function NameSetDialog(props: NameSetDialogProps) {
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title="New set of rules"
      description={
        props.isFirst
          ? "The workspace routes by it. Journeys may ask other sets by name."
          : "Journeys ask it by name; the workspace goes on routing by its own set."
      }
      size="small"
    >
      <NameForm {...props} />
    </Dialog>
  );
}

function NameForm({ isFirst, onMade, onOpenChange }: NameSetDialogProps) {
  const write = useWriteRuleSet();
  const [name, setName] = useState("");
  const errors = fieldErrors(write.error, ["name"]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const made = await write.mutateAsync({ do: "create", name: name.trim() }).catch(() => undefined);
    if (!made) return;
    if (isFirst) await write.mutateAsync({ do: "makeDefault", set: made }).catch(() => undefined);
    onMade(made.key);
    onOpenChange(false);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Name" error={errors.at.name} required>
        <Input
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder={isFirst ? "Front desk" : "Night and weekends"}
          autoFocus
        />
      </Field>
      {errors.other && <ErrorNotice what="The set was not made" error={write.error} />}
      <Button
        type="submit"
        variant="primary"
        className="self-end"
        pending={write.isPending}
        disabled={!name.trim()}
      >
        Make the set
      </Button>
    </form>
  );
}
