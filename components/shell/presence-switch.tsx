"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronsUpDown } from "lucide-react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { useViewer } from "#components/shell/viewer.tsx";
import { type Presence, PresenceDot } from "#components/ui/avatar.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Menu, MenuChoices, MenuLabel } from "#components/ui/menu.tsx";
import type { User } from "#core/api/people.ts";

const CHOICES: { value: Presence; name: string; means: string }[] = [
  { value: "online", name: "Online", means: "New conversations come to you" },
  { value: "busy", name: "Busy", means: "You keep yours, no new ones" },
  { value: "away", name: "Away", means: "Back soon, no new ones" },
  { value: "offline", name: "Offline", means: "Nothing comes to you" },
];

/** The viewer's own presence, and the way to set it. */
export function usePresence() {
  const viewer = useViewer();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: queryKeys.viewer(),
    queryFn: ({ signal }) => api.get<User>(`/users/${viewer.id}`, { signal }),
  });
  const change = useMutation({
    mutationFn: (status: Presence) => api.put(`/users/${viewer.id}/presence`, { status }),
    onMutate: (status) => {
      const before = client.getQueryData<User>(queryKeys.viewer());
      if (before)
        client.setQueryData(queryKeys.viewer(), { ...before, presence: { ...before.presence, status } });
      return before;
    },
    onError: (_error, _status, before) => client.setQueryData(queryKeys.viewer(), before),
    onSettled: () => client.invalidateQueries({ queryKey: ["presence"] }),
    meta: { failed: "Your presence was not changed" },
  });
  return { presence: query.data?.presence.status, setPresence: change.mutate };
}

/** Shows the viewer's presence and changes it. */
export function PresenceSwitch({ collapsed }: { collapsed?: boolean }) {
  const { presence, setPresence } = usePresence();
  const current = CHOICES.find((choice) => choice.value === presence);
  return (
    <Menu
      align="start"
      side="top"
      className="w-64"
      trigger={
        <button
          type="button"
          aria-label={`Presence: ${current?.name ?? "not known yet"}`}
          className={classNames(
            "flex h-8 items-center gap-2 rounded-md text-ink-muted transition-colors hover:bg-hover hover:text-ink",
            collapsed ? "w-8 justify-center" : "w-full px-2",
          )}
        >
          <PresenceDot presence={presence ?? "offline"} />
          {!collapsed && (
            <>
              <span className="flex-1 text-left">{current?.name ?? "…"}</span>
              <ChevronsUpDown className="size-3.5" aria-hidden />
            </>
          )}
        </button>
      }
    >
      <MenuLabel>Your presence</MenuLabel>
      <MenuChoices
        label="Your presence"
        value={presence ?? ""}
        onValueChange={(value) => setPresence(value as Presence)}
        options={CHOICES.map((choice) => ({
          value: choice.value,
          label: (
            <>
              <PresenceDot presence={choice.value} />
              <span className="flex flex-col">
                {choice.name}
                <span className="text-ink-faint text-xs">{choice.means}</span>
              </span>
            </>
          ),
        }))}
      />
    </Menu>
  );
}
