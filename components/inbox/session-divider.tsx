import { CHANNEL_LOOKS, ChannelMark } from "#components/ui/channel-mark.tsx";
import type { Channel } from "#core/channel.ts";
import { clockTime, dayName } from "./thread-dates.ts";

interface SessionDividerProps {
  channel: Channel;
  /** ISO 8601. */
  at: string;
  /** The session was left for another channel and is taken up again. */
  again: boolean;
}

/** The line where a session on a channel begins: "WhatsApp, Tuesday 14:02". */
export function SessionDivider({ channel, at, again }: SessionDividerProps) {
  const name = CHANNEL_LOOKS[channel].name;
  return (
    <div className="flex items-center gap-3 px-4 pt-4 pb-1 text-ink-muted text-xs">
      <span className="h-px flex-1 bg-line" aria-hidden />
      <span className="inline-flex items-center gap-1.5">
        <ChannelMark channel={channel} size="small" />
        <span aria-hidden>
          {again ? `Back on ${name}` : name}, {dayName(at)} {clockTime(at)}
        </span>
        <span className="sr-only">
          {again ? "continues" : "begins"} {dayName(at)} {clockTime(at)}
        </span>
      </span>
      <span className="h-px flex-1 bg-line" aria-hidden />
    </div>
  );
}

/** The line where a day begins. */
export function DayDivider({ at }: { at: string }) {
  return (
    <div className="px-4 pt-5 text-center font-medium text-ink-faint text-xs">
      <time dateTime={at}>{dayName(at)}</time>
    </div>
  );
}
