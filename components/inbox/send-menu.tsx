import { ChevronDown } from "lucide-react";
import { DateTime } from "luxon";
import { useState } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { CustomTime } from "./custom-time.tsx";
import { snoozeTimes } from "./snooze-times.ts";

export interface SendLater {
  sendAt: string;
  onCustomerReply: "cancel" | "keep";
}

/** Sends what is written later, at a usual time or one's own. */
export function SendMenu({ disabled, onSend }: { disabled: boolean; onSend: (later: SendLater) => void }) {
  const [open, setOpen] = useState(false);
  const [cancels, setCancels] = useState(true);
  const send = (sendAt: string) => {
    setOpen(false);
    onSend({ sendAt, onCustomerReply: cancels ? "cancel" : "keep" });
  };
  return (
    <Popover
      label="Send later"
      align="end"
      side="top"
      open={open}
      onOpenChange={setOpen}
      className="w-72 p-1"
      trigger={
        <IconButton
          label="Send later"
          variant="primary"
          disabled={disabled}
          className="rounded-l-none border-accent-contrast/25 border-l"
        >
          <ChevronDown aria-hidden />
        </IconButton>
      }
    >
      <p className="px-2 py-1 font-medium text-xs">Send later</p>
      {open &&
        snoozeTimes(DateTime.now()).map((time) => (
          <button
            key={time.label}
            type="button"
            onClick={() => send(time.until)}
            className="flex w-full items-center justify-between rounded-sm px-2 py-1.5 text-left hover:bg-hover"
          >
            {time.label}
            <span className="text-ink-faint text-xs tabular-nums">
              {DateTime.fromISO(time.until).toFormat("ccc HH:mm")}
            </span>
          </button>
        ))}
      <CustomTime onChoose={send} />
      <div className="px-2 py-1.5">
        <Checkbox
          checked={cancels}
          onCheckedChange={(checked) => setCancels(checked === true)}
          label="Not if they write before"
        />
      </div>
    </Popover>
  );
}
