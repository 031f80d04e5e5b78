"use client";
import { useState } from "react";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { CreateView, View } from "#core/api/views.ts";
import { useViewActions } from "./use-views.ts";

interface SaveViewDialogProps {
  filters: CreateView["filters"];
  onClose: () => void;
  onSaved: (view: View) => void;
}

/** Gives what the list shows now a name, for oneself or for everybody. */
export function SaveViewDialog({ filters, onClose, onSaved }: SaveViewDialogProps) {
  const [name, setName] = useState("");
  const [isShared, setShared] = useState(false);
  const mayShare = useAllowed("conversations.manage");
  const { create } = useViewActions();
  const save = () => {
    if (name.trim() === "" || create.isPending) return;
    create.mutate({ name: name.trim(), filters, isShared }, { onSuccess: onSaved });
  };
  return (
    <Dialog
      open
      size="small"
      onOpenChange={(open) => !open && onClose()}
      title="Save this list as a view"
      description="It keeps the filters, the search and the order, and fills itself."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={name.trim() === ""} pending={create.isPending} onClick={save}>
            Save view
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label="Name" required error={create.error?.messageAt("name") ?? create.error?.detail}>
          <Input
            autoFocus
            value={name}
            maxLength={100}
            placeholder="Unhappy and waiting"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {mayShare && (
          <Checkbox
            checked={isShared}
            onCheckedChange={(checked) => setShared(checked === true)}
            label="Share it with the workspace"
            hint="Everybody sees it with the conversations that they may see."
          />
        )}
      </form>
    </Dialog>
  );
}
