"use client";
import { type FormEvent, useState } from "react";
import { fieldErrors } from "#components/settings/field-errors.ts";
import { ROLE_WORDS } from "#components/settings/role-words.ts";
import { useResource } from "#components/settings/use-resource.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RadioGroup } from "#components/ui/radio.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import type { CreateUser, User } from "#core/api/people.ts";
import { ROLES, type Role } from "#core/permissions/roles.ts";

interface InviteSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes someone an account; the admin hands on the first password. */
export function InviteSheet({ open, onOpenChange }: InviteSheetProps) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title="Add a person">
      <InviteForm onClose={() => onOpenChange(false)} />
    </Sheet>
  );
}

const FIELDS = ["name", "email", "role", "password"];

function InviteForm({ onClose }: { onClose: () => void }) {
  const create = useResource<CreateUser, User>("users");
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const [password] = useState(makePassword);
  const errors = fieldErrors(create.error, FIELDS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ method: "post", body: { name: name.trim(), email: email.trim(), role, password } });
  };
  if (create.data) {
    return (
      <div className="flex flex-col gap-4 px-5 py-4">
        <p>
          <span className="font-medium">{create.data.name}</span> can sign in with {create.data.email} and
          this password. It is not shown again; hand it over in a safe way.
        </p>
        <CopyField label="First password" value={password} />
        <Button variant="primary" className="self-start" onClick={onClose}>
          Done
        </Button>
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 px-5 py-4">
      <Field label="Name" error={errors.at.name} required>
        <Input value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" />
      </Field>
      <Field label="E-mail" error={errors.at.email} required>
        <Input
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          autoComplete="off"
        />
      </Field>
      <div className="flex flex-col gap-1.5">
        <span className="font-medium text-xs">Role</span>
        <RadioGroup
          label="Role"
          value={role}
          onValueChange={(value) => setRole(value as Role)}
          options={ROLES.map((value) => ({
            value,
            label: ROLE_WORDS[value].name,
            hint: ROLE_WORDS[value].means,
          }))}
        />
      </div>
      {errors.other && <ErrorNotice what="The person was not added" error={create.error} />}
      <Button type="submit" variant="primary" pending={create.isPending} className="self-start">
        Add {name.trim() || "this person"}
      </Button>
    </form>
  );
}

/** 20 characters, about 115 bits, without those that look alike. */
function makePassword(): string {
  const letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  const bytes = crypto.getRandomValues(new Uint32Array(20));
  return Array.from(bytes, (value) => letters[value % letters.length]).join("");
}
