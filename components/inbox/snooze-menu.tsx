import { AlarmClock } from "lucide-react";
import { DateTime } from "luxon";
import { Button } from "#components/ui/button.tsx";
import { Popover, PopoverClose } from "#components/ui/popover.tsx";
import { CustomTime } from "./custom-time.tsx";
import { snoozeTimes } from "./snooze-times.ts";

interface SnoozeMenuProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSnooze: (until: string | null) => void;
}

/** Puts the conversation away until a time, or until the customer writes. */
export function SnoozeMenu({ open, onOpenChange, onSnooze }: SnoozeMenuProps) {
  return (
    <Popover
      label="Snooze"
      align="end"
      open={open}
      onOpenChange={onOpenChange}
      className="w-60 p-1"
      trigger={
        <Button size="small" title="Snooze (S)" aria-keyshortcuts="S">
          <AlarmClock aria-hidden />
          <span className="sr-only @2xl:not-sr-only">Snooze</span>
        </Button>
      }
    >
      {open &&
        snoozeTimes(DateTime.now()).map((time) => (
          <PopoverClose key={time.label} asChild>
            <button
              type="button"
              onClick={() => onSnooze(time.until)}
              className="flex w-full items-center justify-between rounded-sm px-2 py-1.5 text-left hover:bg-hover"
            >
              {time.label}
              <span className="text-ink-faint text-xs tabular-nums">
                {DateTime.fromISO(time.until).toFormat("ccc HH:mm")}
              </span>
            </button>
          </PopoverClose>
        ))}
      <PopoverClose asChild>
        <button
          type="button"
          onClick={() => onSnooze(null)}
          className="flex w-full items-center justify-between rounded-sm px-2 py-1.5 text-left hover:bg-hover"
        >
          Until they write
        </button>
      </PopoverClose>
      <CustomTime
        onChoose={(until) => {
          onOpenChange(false);
          onSnooze(until);
        }}
      />
      <p className="px-2 py-1.5 text-ink-faint text-xs">It also comes back when the customer writes.</p>
    </Popover>
  );
}
