import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Check, UserRoundX, UsersRound } from "lucide-react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { untilWords } from "#components/settings/leave-words.ts";
import { useViewer } from "#components/shell/viewer.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import type { Page } from "#core/api/page.ts";
import type { Team } from "#core/api/people.ts";
import { useColleagues } from "./mentions.ts";

export interface AssignTarget {
  assignee?: string | null;
  team?: string;
}

interface AssignChoiceProps {
  open: boolean;
  /** The id of whoever has it now. */
  current: string | null;
  onChoose: (to: AssignTarget) => void;
}

const itemStyle =
  "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm data-[selected=true]:bg-hover [&_svg]:size-4";
const headings =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-faint [&_[cmdk-group-heading]]:text-xs";

/** A person or a team, found by typing. Who is there, and how much each has open, stands beside the name. */
export function AssignChoice({ open, current, onChoose }: AssignChoiceProps) {
  const viewer = useViewer();
  const users = useColleagues(open);
  const teams = useQuery({
    queryKey: queryKeys.resource("teams"),
    queryFn: () => api.get<Page<Team>>("/teams", { query: { limit: 200 } }),
    enabled: open,
  });
  const meFirst = [...users].sort(
    (one, other) => Number(other.id === viewer.id) - Number(one.id === viewer.id),
  );
  return (
    <Command loop label="Assign to" className="-m-3">
      <Command.Input
        autoFocus
        placeholder="Assign to"
        className="h-9 w-full border-line border-b bg-transparent px-3 text-sm outline-none"
      />
      <Command.List className="scroll-quiet max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-4 text-center text-ink-faint text-xs">
          No one by that name
        </Command.Empty>
        {current && (
          <Command.Item value="nobody" onSelect={() => onChoose({ assignee: null })} className={itemStyle}>
            <UserRoundX className="text-ink-muted" aria-hidden />
            Nobody
          </Command.Item>
        )}
        <Command.Group heading="People" className={headings}>
          {meFirst.map((user) => (
            <Command.Item
              key={user.id}
              value={`user ${user.id}`}
              keywords={[user.name, user.email]}
              onSelect={() => onChoose({ assignee: user.id })}
              className={itemStyle}
            >
              <Avatar name={user.name} presence={user.presence.status} size="small" />
              <span className="min-w-0 flex-1 truncate">
                {user.name}
                {user.id === viewer.id && <span className="text-ink-faint"> (you)</span>}
              </span>
              <span className="text-ink-faint text-xs">
                {user.awayUntil ? `out of office until ${untilWords(user.awayUntil)}` : user.presence.status},{" "}
                {user.openConversations} open
              </span>
              {user.id === current && <Check className="text-accent-text" aria-label="has it now" />}
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group heading="Team queues" className={headings}>
          {teams.data?.data.map((team) => (
            <Command.Item
              key={team.id}
              value={`team ${team.id}`}
              keywords={[team.name]}
              onSelect={() => onChoose({ team: team.id, assignee: null })}
              className={itemStyle}
            >
              <UsersRound className="text-ink-muted" aria-hidden />
              <span className="min-w-0 flex-1 truncate">{team.name}</span>
              <span className="text-ink-faint text-xs">
                {team.members.filter((member) => member.presence === "online").length} online
              </span>
            </Command.Item>
          ))}
        </Command.Group>
      </Command.List>
    </Command>
  );
}
