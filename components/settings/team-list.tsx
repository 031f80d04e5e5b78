"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus, UsersRound } from "lucide-react";
import { type FormEvent, useState } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { fieldErrors } from "#components/settings/field-errors.ts";
import { Section } from "#components/settings/section.tsx";
import { SettingsList } from "#components/settings/settings-list.tsx";
import { type TeamRouting, TeamRoutingFields } from "#components/settings/team-routing-fields.tsx";
import { useResource } from "#components/settings/use-resource.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import type { Page } from "#core/api/page.ts";
import type { Team, User } from "#core/api/people.ts";

/** Teams that conversations can be given to. */
export function TeamList() {
  const mayEdit = useAllowed("people.edit");
  const [editing, setEditing] = useState<Team | "new" | null>(null);
  return (
    <Section
      title="Teams"
      description="A conversation can be given to a team; routing picks one of its people."
      actions={
        mayEdit && (
          <Button onClick={() => setEditing("new")}>
            <Plus aria-hidden />
            New team
          </Button>
        )
      }
    >
      <SettingsList<Team>
        resource="teams"
        noun="teams"
        empty={
          <EmptyState icon={<UsersRound aria-hidden />} title="No team yet">
            Group people by what they answer, such as “Front desk” or “Admissions”.
          </EmptyState>
        }
      >
        {(teams) => (
          <ul>
            {teams.map((team) => (
              <li key={team.id} className="flex items-center gap-3 border-b px-4 py-2.5 last:border-b-0">
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{team.name}</span>
                  <span className="block truncate text-ink-faint text-xs">
                    {team.members.length === 0
                      ? "Nobody in it yet"
                      : team.members.map((member) => member.name).join(", ")}
                  </span>
                </span>
                <span className="hidden sm:flex">
                  {team.members.slice(0, 5).map((member) => (
                    <Avatar
                      key={member.id}
                      name={member.name}
                      size="small"
                      className="-ml-1 rounded-full ring-2 ring-surface"
                    />
                  ))}
                </span>
                {mayEdit && (
                  <Button size="small" onClick={() => setEditing(team)} aria-label={`Edit ${team.name}`}>
                    Edit
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </SettingsList>
      <Dialog
        open={editing !== null}
        onOpenChange={(open) => !open && setEditing(null)}
        title={editing === "new" || editing === null ? "New team" : editing.name}
      >
        {editing && <TeamForm team={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
      </Dialog>
    </Section>
  );
}

interface TeamBody extends TeamRouting {
  name: string;
  members: { user: string; isLead: boolean }[];
}

const FIELDS = [
  "name",
  "businessHours",
  "overflow.team",
  "overflow.after",
  "strategy",
  "whenOffline",
  "whenOffline.after",
];

function TeamForm({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const save = useResource<TeamBody, Team>("teams");
  const people = useQuery({
    queryKey: queryKeys.resource("users", undefined),
    queryFn: ({ signal }) => api.get<Page<User>>("/users", { query: { limit: 200 }, signal }),
  });
  const [name, setName] = useState(team?.name ?? "");
  const [members, setMembers] = useState(new Set(team?.members.map((member) => member.id)));
  const [routing, setRouting] = useState<TeamRouting>({
    businessHours: team?.businessHours ?? null,
    overflow: team?.overflow ?? null,
    strategy: team?.strategy ?? null,
    whenOffline: team?.whenOffline ?? null,
  });
  const errors = fieldErrors(save.error, FIELDS);
  const toggle = (id: string, on: boolean) =>
    setMembers(new Set(on ? [...members, id] : [...members].filter((each) => each !== id)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const leads = new Set(team?.members.filter((member) => member.isLead).map((member) => member.id));
    const body = {
      ...routing,
      name: name.trim(),
      members: [...members].map((user) => ({ user, isLead: leads.has(user) })),
    };
    save.mutate(team ? { method: "patch", id: team.id, body } : { method: "post", body }, {
      onSuccess: onClose,
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Name" error={errors.at.name} required>
        <Input value={name} onChange={(event) => setName(event.target.value)} autoFocus />
      </Field>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1 font-medium text-xs">Members</legend>
        <div className="scroll-quiet flex max-h-64 flex-col gap-2 overflow-y-auto rounded-md border p-3">
          {people.data?.data
            .filter((person) => !person.deactivatedAt)
            .map((person) => (
              <Checkbox
                key={person.id}
                label={person.name}
                hint={person.email}
                checked={members.has(person.id)}
                onCheckedChange={(checked) => toggle(person.id, checked === true)}
              />
            ))}
        </div>
      </fieldset>
      <TeamRoutingFields teamKey={team?.key} value={routing} errors={errors.at} onChange={setRouting} />
      {errors.other && <ErrorNotice what="The team was not saved" error={save.error} />}
      <Button
        type="submit"
        variant="primary"
        className="self-end"
        pending={save.isPending}
        disabled={!name.trim()}
      >
        {team ? "Save team" : "Create team"}
      </Button>
    </form>
  );
}
