import { useQuery } from "@tanstack/react-query";
import { UserRoundPlus } from "lucide-react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { Combobox, type ComboboxOption } from "#components/ui/combobox.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { AssignConversation, Conversation } from "#core/api/conversations.ts";
import type { Page } from "#core/api/page.ts";
import type { Team, User } from "#core/api/people.ts";

interface AssignMenuProps {
  conversation: Conversation;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onAssign: (to: AssignConversation) => void;
}

/** Gives the conversation to a person or a team. Who is online is said beside each name. */
export function AssignMenu({ conversation, open, onOpenChange, onAssign }: AssignMenuProps) {
  const users = useQuery({
    queryKey: queryKeys.users(),
    queryFn: () => api.get<Page<User>>("/users", { query: { limit: 200 } }),
    enabled: open,
  });
  const teams = useQuery({
    queryKey: queryKeys.resource("teams"),
    queryFn: () => api.get<Page<Team>>("/teams", { query: { limit: 200 } }),
    enabled: open,
  });
  const options: ComboboxOption[] = [
    ...(users.data?.data ?? [])
      .filter((user) => !user.deactivatedAt)
      .map((user) => ({
        value: `user ${user.id}`,
        label: user.name,
        detail: user.presence.status,
        icon: <Avatar name={user.name} presence={user.presence.status} size="small" />,
      })),
    ...(teams.data?.data ?? []).map((team) => ({
      value: `team ${team.id}`,
      label: team.name,
      detail: "Team queue",
    })),
  ];
  const choose = (value: string | null) => {
    const [kind, id] = (value ?? "").split(" ");
    if (!id) return;
    onAssign(kind === "user" ? { assignee: id } : { team: id, assignee: null });
    onOpenChange(false);
  };
  return (
    <Popover
      label="Assign"
      align="end"
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button size="small" title="Assign (A)" aria-keyshortcuts="A">
          <UserRoundPlus aria-hidden />
          <span className="sr-only @2xl:not-sr-only">{conversation.assignee ? "Reassign" : "Assign"}</span>
        </Button>
      }
    >
      <Combobox
        label="Person or team"
        value={conversation.assignee ? `user ${conversation.assignee.id}` : null}
        onValueChange={choose}
        options={options}
        placeholder="Choose a person or a team"
        emptyText={users.isPending ? "Loading…" : "No one by that name"}
      />
      <p className="mt-2 text-ink-muted text-xs">They see it at once. The customer is not told.</p>
    </Popover>
  );
}
