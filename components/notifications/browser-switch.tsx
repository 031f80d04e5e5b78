"use client";
import { BellRing } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { toastFailed } from "#components/ui/toast.tsx";
import { type PushState, useBrowserPush } from "./use-browser-push.ts";

const WORDS: Record<PushState, string> = {
  unknown: "Looking whether this browser can show notifications.",
  unsupported: "This browser cannot show notifications when the studio is closed.",
  denied:
    "This browser refuses notifications of this site. Allow them in its settings, then reload the page.",
  off: "This browser shows nothing when the studio is closed.",
  on: "This browser says “New activity in Throughline” when the studio is closed, and nothing of what it is.",
};

interface BrowserSwitchProps {
  pushKey: string;
  onChange: () => void;
}

/** Notifications of this browser, on or off. */
export function BrowserSwitch({ pushKey, onChange }: BrowserSwitchProps) {
  const { state, turnOn, turnOff } = useBrowserPush(pushKey);
  const [pending, setPending] = useState(false);
  const act = async () => {
    setPending(true);
    try {
      await (state === "on" ? turnOff() : turnOn());
      onChange();
    } catch (error) {
      toastFailed("This browser was not set up", error instanceof Error ? error.message : undefined);
    } finally {
      setPending(false);
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-3 border-b px-4 py-3">
      <BellRing className="size-4 shrink-0 text-ink-muted" aria-hidden />
      <p className="min-w-0 flex-1 text-sm">{WORDS[state]}</p>
      {(state === "on" || state === "off") && (
        <Button size="small" pending={pending} onClick={() => void act()}>
          {state === "on" ? "Turn off" : "Turn on"}
        </Button>
      )}
    </div>
  );
}
