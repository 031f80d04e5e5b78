"use client";
import { type FormEvent, useState } from "react";
import { ROLE_WORDS } from "#components/settings/role-words.ts";
import { useResource } from "#components/settings/use-resource.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Select } from "#components/ui/select.tsx";
import type { CreatedApiKey } from "#core/api/people.ts";
import { ROLES, type Role } from "#core/permissions/roles.ts";

interface CreateApiKeyDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes a key and shows it, this once. */
export function CreateApiKeyDialog({ open, onOpenChange }: CreateApiKeyDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="New API key">
      {open && <CreateApiKeyForm onClose={() => onOpenChange(false)} />}
    </Dialog>
  );
}

interface KeyBody {
  name: string;
  role: Role;
  expiresAt: string | null;
}

const LIFETIMES = [
  { value: "never", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
];

function CreateApiKeyForm({ onClose }: { onClose: () => void }) {
  const create = useResource<KeyBody, CreatedApiKey>("api-keys");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("developer");
  const [lifetime, setLifetime] = useState("never");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const days = Number(lifetime);
    const expiresAt = days > 0 ? new Date(Date.now() + days * 86_400_000).toISOString() : null;
    create.mutate({ method: "post", body: { name: name.trim(), role, expiresAt } });
  };
  if (create.data) {
    return (
      <div className="flex flex-col gap-4">
        <p>
          Copy the key now: it is shown this once. Whoever has it can act here as {ROLE_WORDS[role].article}.
        </p>
        <CopyField label={create.data.name} value={create.data.key} />
        <Button variant="primary" className="self-end" onClick={onClose}>
          I have copied it
        </Button>
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Name" hint="The program that will use it, such as “Booking system”." required>
        <Input value={name} onChange={(event) => setName(event.target.value)} autoFocus />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Role" hint={ROLE_WORDS[role].means}>
          <Select
            value={role}
            onValueChange={(value) => setRole(value as Role)}
            options={ROLES.map((value) => ({ value, label: ROLE_WORDS[value].name }))}
          />
        </Field>
        <Field label="Expires">
          <Select value={lifetime} onValueChange={setLifetime} options={LIFETIMES} />
        </Field>
      </div>
      {create.error && <ErrorNotice what="The key was not made" error={create.error} />}
      <Button
        type="submit"
        variant="primary"
        className="self-end"
        pending={create.isPending}
        disabled={!name.trim()}
      >
        Create key
      </Button>
    </form>
  );
}
