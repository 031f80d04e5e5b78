"use client";
import { ChevronDown, CircleStop, Pause, Play, RotateCcw, SkipForward } from "lucide-react";
import { type ReactNode, useState } from "react";
import { BulkDialog } from "#components/runs/bulk-dialog.tsx";
import { BULK_ACTIONS, type BulkAction } from "#components/runs/bulk-words.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import type { ControlRuns } from "#core/api/run-operations.ts";

const ICONS: Record<BulkAction, ReactNode> = {
  pause: <Pause aria-hidden />,
  resume: <Play aria-hidden />,
  retry: <RotateCcw aria-hidden />,
  skip: <SkipForward aria-hidden />,
  stop: <CircleStop aria-hidden />,
};

interface BulkMenuProps {
  filter: ControlRuns["filter"];
  onStarted: (operationId: string) => void;
}

/** What all runs that fit the list's filters can be told at once. */
export function BulkMenu({ filter, onStarted }: BulkMenuProps) {
  const allowed = useAllowed("runs.control");
  const [action, setAction] = useState<BulkAction | null>(null);
  if (!allowed) return null;
  return (
    <>
      <Menu
        trigger={
          <Button>
            All of these
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        {(Object.keys(BULK_ACTIONS) as BulkAction[]).map((each) => (
          <MenuItem key={each} icon={ICONS[each]} danger={each === "stop"} onSelect={() => setAction(each)}>
            {BULK_ACTIONS[each].name}
          </MenuItem>
        ))}
      </Menu>
      {action && (
        <BulkDialog
          action={action}
          filter={filter}
          onClose={() => setAction(null)}
          onStarted={(id) => {
            setAction(null);
            onStarted(id);
          }}
        />
      )}
    </>
  );
}
