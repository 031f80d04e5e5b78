"use client";
import { useSyncExternalStore } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { exactTime, relativeTime, shortDuration } from "#components/ui/time-words.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";

const TICK = 15_000;
const listeners = new Set<() => void>();
let clock: ReturnType<typeof setInterval> | undefined;
let tick = Math.floor(Date.now() / TICK) * TICK;

/** One interval for every time on the page; none while nothing listens. */
function listen(listener: () => void): () => void {
  listeners.add(listener);
  clock ??= setInterval(() => {
    tick = Date.now();
    for (const each of listeners) each();
  }, TICK);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(clock);
    clock = undefined;
  };
}

/** Now in epoch ms, renewed every 15 s; null on the server, which does not know the viewer's clock or zone. */
export function useNow(): number | null {
  return useSyncExternalStore(
    listen,
    () => Math.max(tick, Math.floor(Date.now() / TICK) * TICK),
    () => null,
  );
}

interface RelativeTimeProps {
  /** ISO text or epoch ms. */
  at: string | number;
  /** "since" leaves out "ago": for how long something has lasted. */
  form?: "relative" | "since";
  className?: string;
}

/** A time near now in words, in the viewer's zone; the exact one on hover and focus. */
export function RelativeTime({ at, form = "relative", className }: RelativeTimeProps) {
  const now = useNow();
  const moment = typeof at === "number" ? at : Date.parse(at);
  if (now === null) return <time dateTime={new Date(moment).toISOString()} className={className} />;
  const words = form === "since" ? shortDuration(Math.max(0, now - moment)) : relativeTime(moment, now);
  return (
    <Tooltip content={<ExactTime at={moment} />}>
      <time
        dateTime={new Date(moment).toISOString()}
        className={classNames("whitespace-nowrap tabular-nums", className)}
      >
        {words}
      </time>
    </Tooltip>
  );
}

/** Written out only once it is looked at: a list holds hundreds of times, and spelling one takes a while. */
function ExactTime({ at }: { at: number }) {
  return exactTime(at);
}
