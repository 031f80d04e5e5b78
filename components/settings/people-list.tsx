"use client";
import { Ellipsis, Plus, UserRoundCheck, UserRoundX } from "lucide-react";
import { useState } from "react";
import { InviteSheet } from "#components/settings/invite-sheet.tsx";
import { PersonSheet } from "#components/settings/person-sheet.tsx";
import { ROLE_WORDS } from "#components/settings/role-words.ts";
import { Section } from "#components/settings/section.tsx";
import { SettingsList } from "#components/settings/settings-list.tsx";
import { useResource } from "#components/settings/use-resource.ts";
import { useAllowed, useViewer } from "#components/shell/viewer.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from "#components/ui/menu.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { PatchUser, User } from "#core/api/people.ts";
import { ROLES, type Role } from "#core/permissions/roles.ts";

/** Everyone who can sign in to this workspace. */
export function PeopleList() {
  const mayEdit = useAllowed("people.edit");
  const [inviting, setInviting] = useState(false);
  const [editing, setEditing] = useState<User | null>(null);
  return (
    <Section
      title="People"
      description="Everyone who can sign in here. A role says what they see and may do."
      actions={
        mayEdit && (
          <Button variant="primary" onClick={() => setInviting(true)}>
            <Plus aria-hidden />
            Add a person
          </Button>
        )
      }
    >
      <SettingsList<User> resource="users" noun="people" empty={<EmptyState title="Nobody here yet" />}>
        {(people) => (
          <Table label="People">
            <thead>
              <tr>
                <TableHead>Name</TableHead>
                <TableHead>Role</TableHead>
                <TableHead className="hidden md:table-cell">Teams</TableHead>
                <TableHead className="hidden sm:table-cell">Last signed in</TableHead>
                <TableHead className="hidden lg:table-cell">Open</TableHead>
                <TableHead className="w-10">
                  <span className="sr-only">More</span>
                </TableHead>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <PersonRow
                  key={person.id}
                  person={person}
                  mayEdit={mayEdit}
                  onEdit={() => setEditing(person)}
                />
              ))}
            </tbody>
          </Table>
        )}
      </SettingsList>
      <PersonSheet person={editing} onClose={() => setEditing(null)} />
      <InviteSheet open={inviting} onOpenChange={setInviting} />
    </Section>
  );
}

interface PersonRowProps {
  person: User;
  mayEdit: boolean;
  onEdit(): void;
}

function PersonRow({ person, mayEdit, onEdit }: PersonRowProps) {
  const viewer = useViewer();
  const isViewer = viewer.id === person.id;
  const mayPlan = useAllowed("conversations.manage");
  return (
    <TableRow>
      <TableCell>
        <span className="flex items-center gap-2.5">
          <Avatar name={person.name} presence={person.deactivatedAt ? undefined : person.presence.status} />
          <span className="min-w-0">
            <span className="flex items-center gap-2">
              <span className="truncate font-medium">{person.name}</span>
              {isViewer && <Badge tone="outline">You</Badge>}
              {person.deactivatedAt && <Badge tone="warning">Deactivated</Badge>}
            </span>
            <span className="block truncate text-ink-faint text-xs">{person.email}</span>
          </span>
        </span>
      </TableCell>
      <TableCell>{ROLE_WORDS[person.role].name}</TableCell>
      <TableCell className="hidden text-ink-muted md:table-cell">
        {person.teams.map((team) => team.name).join(", ") || <span className="text-ink-faint">None</span>}
      </TableCell>
      <TableCell className="hidden text-ink-muted sm:table-cell">
        {person.lastSignInAt ? (
          <RelativeTime at={person.lastSignInAt} />
        ) : (
          <span className="text-ink-faint">Never</span>
        )}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-ink-muted tabular-nums lg:table-cell">
        {person.openConversations} of {roomOf(person.capacity)}
      </TableCell>
      <TableCell>
        {(mayEdit || mayPlan || isViewer) && (
          <span className="flex items-center justify-end gap-1">
            <Button size="small" onClick={onEdit} aria-label={`Edit ${person.name}`}>
              Edit
            </Button>
            {mayEdit && !isViewer && <PersonMenu person={person} />}
          </span>
        )}
      </TableCell>
    </TableRow>
  );
}

/** What they take at once, over all channels. */
function roomOf(capacity: User["capacity"]): number {
  return Object.values({ default: 5, ...capacity }).reduce((sum, count) => sum + count, 0);
}

function PersonMenu({ person }: { person: User }) {
  const { mutate } = useResource<PatchUser, User>("users", `${person.name} was not changed`);
  const patch = (body: PatchUser, done: string, back: PatchUser) =>
    mutate(
      { method: "patch", id: person.id, body },
      {
        onSuccess: () =>
          toastDone(done, { run: () => mutate({ method: "patch", id: person.id, body: back }) }),
      },
    );
  const setRole = (role: Role) =>
    patch({ role }, `${person.name} is ${ROLE_WORDS[role].article} now`, { role: person.role });
  const deactivated = person.deactivatedAt !== null;
  return (
    <Menu
      trigger={
        <IconButton label={`More for ${person.name}`} size="small">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuLabel>Role</MenuLabel>
      <MenuChoices
        label="Role"
        value={person.role}
        onValueChange={(role) => setRole(role as Role)}
        options={ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role].name }))}
      />
      <MenuSeparator />
      <MenuItem
        icon={deactivated ? <UserRoundCheck aria-hidden /> : <UserRoundX aria-hidden />}
        danger={!deactivated}
        onSelect={() =>
          patch(
            { deactivated: !deactivated },
            deactivated ? `${person.name} can sign in again` : `${person.name} can no longer sign in`,
            { deactivated },
          )
        }
      >
        {deactivated ? "Let them sign in again" : "Deactivate"}
      </MenuItem>
    </Menu>
  );
}
