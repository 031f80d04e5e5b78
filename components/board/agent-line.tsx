"use client";
import { Ellipsis, MessageSquare } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { TellDialog } from "#components/board/tell-dialog.tsx";
import { useBoardActions } from "#components/board/use-board.ts";
import { Avatar, PresenceDot } from "#components/ui/avatar.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "#components/ui/menu.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { BoardAgent } from "#core/api/board.ts";

const PRESENCES = [
  { value: "online", name: "Online" },
  { value: "busy", name: "Busy" },
  { value: "away", name: "Away" },
  { value: "offline", name: "Offline" },
] as const;

/** Somebody who answers customers: how they are, and what they have against what they are to have. */
export function AgentLine({ agent }: { agent: BoardAgent }) {
  const { setPresence } = useBoardActions();
  const [telling, setTelling] = useState(false);
  const { id, name, presence, open, waiting, capacity } = agent;
  const word = PRESENCES.find(({ value }) => value === presence.status)?.name;
  return (
    <li className="flex items-center gap-2.5 border-b px-4 py-1.5 last:border-b-0">
      <Avatar name={name} size="small" />
      <span className="flex min-w-0 flex-1 flex-col">
        <Link href={`/board/agents/${id}`} className="truncate font-medium hover:underline">
          {name}
        </Link>
        <span className="flex items-center gap-1 text-ink-faint text-xs">
          <PresenceDot presence={presence.status} />
          {word}
          {presence.since && (
            <>
              {" for "}
              <RelativeTime at={presence.since} form="since" />
            </>
          )}
        </span>
      </span>
      <Load open={open} waiting={waiting} capacity={capacity} />
      <IconButton label={`Message ${name}`} size="small" onClick={() => setTelling(true)}>
        <MessageSquare aria-hidden />
      </IconButton>
      <Menu
        trigger={
          <IconButton label={`More for ${name}`} size="small">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuLabel>Set presence</MenuLabel>
        {PRESENCES.map(({ value, name: choice }) => (
          <MenuItem
            key={value}
            disabled={value === presence.status}
            icon={<PresenceDot presence={value} />}
            onSelect={() => setPresence({ id, status: value })}
          >
            {choice}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem asChild>
          <Link href={`/inbox?view=all&assignee=${id}`}>Open their conversations</Link>
        </MenuItem>
        <MenuItem asChild>
          <Link href={`/board/agents/${id}`}>Figures</Link>
        </MenuItem>
      </Menu>
      {telling && <TellDialog agent={agent} onClose={() => setTelling(false)} />}
    </li>
  );
}

function Load({ open, waiting, capacity }: Pick<BoardAgent, "open" | "waiting" | "capacity">) {
  const share = capacity === 0 ? 1 : Math.min(1, open / capacity);
  const isFull = open >= capacity;
  return (
    <span className="flex w-24 shrink-0 flex-col gap-1">
      <span className={classNames("text-right text-xs tabular-nums", isFull && "font-medium text-warning")}>
        {open} of {capacity}
        {isFull && <span className="sr-only">, full</span>}
        {waiting > 0 && <span className="text-ink-faint">, {waiting} wait</span>}
      </span>
      <span className="h-1 overflow-hidden rounded-full bg-hover" aria-hidden>
        <span
          className={classNames("block h-full", isFull ? "bg-warning" : "bg-accent")}
          style={{ width: `${share * 100}%` }}
        />
      </span>
    </span>
  );
}
