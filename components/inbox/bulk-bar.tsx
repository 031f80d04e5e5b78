"use client";
import {
  AlarmClock,
  Check,
  Ellipsis,
  Flag,
  MailOpen,
  OctagonAlert,
  RotateCcw,
  Tag,
  UserRoundPlus,
  X,
} from "lucide-react";
import { DateTime } from "luxon";
import { useState } from "react";
import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuLabel } from "#components/ui/menu.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { AssignChoice } from "./assign-choice.tsx";
import { KNOWN_OPTIONS } from "./filter-words.ts";
import { snoozeTimes } from "./snooze-times.ts";
import { TagInput } from "./tag-input.tsx";
import { type BulkRequest, useBulk } from "./use-bulk.ts";

interface BulkBarProps {
  ids: string[];
  /** Rows in the list, for choosing all of them. */
  total: number;
  onAll: () => void;
  onClear: () => void;
}

/** What can be done with all that is chosen. Everything has a way back. */
export function BulkBar({ ids, total, onAll, onClear }: BulkBarProps) {
  const bulk = useBulk();
  const [menu, setMenu] = useState<"assign" | "tag" | null>(null);
  const act = (action: BulkRequest) => {
    setMenu(null);
    bulk.mutate({ ids, action });
    onClear();
  };
  useShortcuts({
    e: () => act({ do: "resolve" }),
    a: () => setMenu("assign"),
    t: () => setMenu("tag"),
    "#": () => act({ do: "spam" }),
  });
  const over = (name: "assign" | "tag") => ({
    open: menu === name,
    onOpenChange: (open: boolean) => setMenu(open ? name : null),
  });
  return (
    <div
      role="toolbar"
      aria-label="Do with the chosen conversations"
      className="flex shrink-0 animate-from-bottom items-center gap-0.5 border-t bg-raised px-2 py-1.5 shadow-float"
    >
      <span className="mr-auto flex items-center gap-2 pl-1 text-sm">
        <span role="status" className="font-medium tabular-nums">
          {ids.length} chosen
        </span>
        {ids.length < total && (
          <Button variant="link" size="small" onClick={onAll}>
            All {total}
          </Button>
        )}
      </span>
      <Popover
        label="Assign the chosen"
        align="start"
        side="top"
        {...over("assign")}
        trigger={
          <IconButton label="Assign">
            <UserRoundPlus aria-hidden />
          </IconButton>
        }
      >
        <AssignChoice
          open={menu === "assign"}
          current={null}
          onChoose={(to) => act({ do: "assign", ...to })}
        />
      </Popover>
      <SnoozeChosen onSnooze={(until) => act({ do: "snooze", until })} />
      <Popover
        label="Tag the chosen"
        align="end"
        side="top"
        {...over("tag")}
        trigger={
          <IconButton label="Tag">
            <Tag aria-hidden />
          </IconButton>
        }
      >
        <TagInput taken={[]} onAdd={(tag) => act({ do: "tag", tags: [tag] })} />
      </Popover>
      <MoreForChosen onAct={act} />
      <IconButton
        label="Resolve"
        shortcut="E"
        variant="primary"
        disabled={bulk.isPending}
        onClick={() => act({ do: "resolve" })}
      >
        <Check aria-hidden />
      </IconButton>
      <IconButton label="Choose none" shortcut="Esc" onClick={onClear}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}

function SnoozeChosen({ onSnooze }: { onSnooze: (until: string | null) => void }) {
  return (
    <Menu
      side="top"
      trigger={
        <IconButton label="Snooze">
          <AlarmClock aria-hidden />
        </IconButton>
      }
    >
      {snoozeTimes(DateTime.now()).map((time) => (
        <MenuItem key={time.label} onSelect={() => onSnooze(time.until)}>
          {time.label}
        </MenuItem>
      ))}
      <MenuItem onSelect={() => onSnooze(null)}>Until they write</MenuItem>
    </Menu>
  );
}

function MoreForChosen({ onAct }: { onAct: (action: BulkRequest) => void }) {
  return (
    <Menu
      side="top"
      trigger={
        <IconButton label="More for the chosen">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<MailOpen aria-hidden />} onSelect={() => onAct({ do: "markRead" })}>
        Mark as read
      </MenuItem>
      <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => onAct({ do: "reopen" })}>
        Reopen
      </MenuItem>
      <MenuItem icon={<OctagonAlert aria-hidden />} onSelect={() => onAct({ do: "spam" })}>
        Move to spam
      </MenuItem>
      <MenuLabel>Priority</MenuLabel>
      {(KNOWN_OPTIONS.priority ?? []).map(({ value, label }) => (
        <MenuItem
          key={value}
          icon={<Flag aria-hidden />}
          onSelect={() => onAct({ do: "priority", priority: value as "low" | "normal" | "high" | "urgent" })}
        >
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
