import {
  Check,
  CheckCheck,
  CircleAlert,
  Clock,
  Copy,
  Ellipsis,
  Lightbulb,
  Lock,
  RotateCcw,
  Split,
  Workflow,
} from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { Avatar } from "#components/ui/avatar.tsx";
import { Button } from "#components/ui/button.tsx";
import { CHANNEL_LOOKS, ChannelMark } from "#components/ui/channel-mark.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { SentimentWord } from "#components/ui/sentiment-line.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Message } from "#core/api/messages.ts";
import type { Channel } from "#core/channel.ts";
import { clockTime, fullTime } from "./thread-dates.ts";

interface MessageItemProps {
  message: Message;
  /** Follows the same author closely: no name of its own. */
  joined: boolean;
  /** A search led here. */
  found: boolean;
  /** Channels on which it can be sent instead. */
  channels: Channel[];
  /** Absent where there is nothing to try again. */
  onRetry?: (message: Message, channel?: Channel) => void;
  onSplit?: (message: Message) => void;
}

/** One thing said, in or out, or a note for the team. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { message, joined, found, channels, onRetry, onSplit } = props;
  if (message.note) return <NoteItem message={message} found={found} />;
  const out = message.direction === "out";
  const name = message.author.name;
  return (
    <article
      aria-label={`${name}, ${message.channel ? CHANNEL_LOOKS[message.channel].name : "note"}`}
      data-message={message.id}
      className={classNames("group flex gap-2 px-4", joined ? "pt-1" : "pt-3", out && "flex-row-reverse")}
    >
      <span className="w-7 shrink-0">{!joined && <AuthorMark message={message} name={name} />}</span>
      <div
        className={classNames(
          "flex min-w-0 max-w-[min(36rem,82%)] flex-col",
          out ? "items-end" : "items-start",
        )}
      >
        {!joined && (
          <div className="mb-1 flex items-center gap-1.5 text-ink-muted text-xs">
            <span className="font-medium text-ink">{name}</span>
            {message.channel && <ChannelMark channel={message.channel} size="small" />}
            <time dateTime={message.at} title={fullTime(message.at)}>
              {clockTime(message.at)}
            </time>
          </div>
        )}
        <div
          className={classNames(
            "wrap-anywhere whitespace-pre-wrap rounded-lg px-3 py-2 text-reading",
            out ? "bg-accent-soft" : "border border-line bg-surface",
            message.status === "failed" && "border border-danger bg-danger-soft",
            found && "ring-2 ring-focus",
          )}
        >
          {message.text || <span className="text-ink-muted italic">No text</span>}
        </div>
        <MessageFoot message={message} out={out} channels={channels} onRetry={onRetry} />
      </div>
      {onSplit && <MessageMenu message={message} onSplit={onSplit} />}
    </article>
  );
});

function AuthorMark({ message, name }: { message: Message; name: string }) {
  if (message.author.kind !== "bot") return <Avatar name={name} />;
  return (
    <span className="inline-flex size-7 items-center justify-center rounded-full bg-hover text-ink-muted">
      <Workflow className="size-4" aria-hidden />
    </span>
  );
}

function MessageMenu({ message, onSplit }: { message: Message; onSplit: (message: Message) => void }) {
  return (
    <span className="self-center opacity-0 focus-within:opacity-100 group-hover:opacity-100 has-data-[state=open]:opacity-100">
      <Menu
        align="start"
        trigger={
          <IconButton label="What to do with this message" size="small">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem
          icon={<Copy aria-hidden />}
          onSelect={() => void navigator.clipboard.writeText(message.text)}
        >
          Copy the text
        </MenuItem>
        <MenuItem icon={<Split aria-hidden />} onSelect={() => onSplit(message)}>
          Split off from here
        </MenuItem>
      </Menu>
    </span>
  );
}

interface MessageFootProps extends Pick<MessageItemProps, "message" | "channels" | "onRetry"> {
  out: boolean;
}

function MessageFoot({ message, out, channels, onRetry }: MessageFootProps) {
  const label = message.sentiment?.label;
  const why = whyNot(message);
  return (
    <div
      className={classNames(
        "mt-0.5 flex min-h-4 flex-wrap items-center gap-x-2 text-ink-muted text-xs",
        out && "justify-end",
      )}
    >
      {!out && label && label !== "neutral" && <SentimentWord label={label} />}
      {message.runId && (
        <Link href={`/runs/${message.runId}`} className="underline-offset-2 hover:underline">
          See the run
        </Link>
      )}
      {out && message.status && <DeliveryMark status={message.status} />}
      {why && <span>{why}</span>}
      {message.status === "failed" && onRetry && (
        <Button variant="link" size="small" onClick={() => onRetry(message)}>
          <RotateCcw aria-hidden />
          Try again
        </Button>
      )}
      {message.status === "failed" &&
        onRetry &&
        channels
          .filter((channel) => channel !== message.channel)
          .map((channel) => (
            <Button key={channel} variant="link" size="small" onClick={() => onRetry(message, channel)}>
              Send by {CHANNEL_LOOKS[channel].name}
            </Button>
          ))}
    </div>
  );
}

/** Why a message did not go out, in the provider's or the rule's own words. */
function whyNot({ status, error }: Message): string | null {
  if (status === "failed") return error?.message ?? "The provider did not accept it.";
  if (status === "suppressed") return error?.message ?? "A rule of the workspace held it back.";
  return null;
}

interface DeliveryLook {
  icon: typeof Check;
  word: string;
  tint?: string;
  /** Said in full: there is something to wait for or to do. */
  said?: boolean;
}

const DELIVERY: Record<string, DeliveryLook> = {
  queued: { icon: Clock, word: "Sending", said: true },
  unknown: { icon: CircleAlert, word: "Not confirmed by the provider", tint: "text-warning", said: true },
  sent: { icon: Check, word: "Sent" },
  delivered: { icon: CheckCheck, word: "Delivered" },
  read: { icon: CheckCheck, word: "Read", tint: "text-accent-text" },
  failed: { icon: CircleAlert, word: "Not delivered", tint: "text-danger", said: true },
  suppressed: { icon: Lock, word: "Held back", tint: "text-warning", said: true },
};

/** The ticks: sent, delivered, read, with the word on hover and for screen readers. */
function DeliveryMark({ status }: { status: string }) {
  const look = DELIVERY[status];
  if (!look) return null;
  const Icon = look.icon;
  const mark = (
    <span className={classNames("inline-flex items-center gap-1", look.tint)}>
      <Icon className="size-3.5" aria-hidden />
      <span className={look.said ? undefined : "sr-only"}>{look.word}</span>
    </span>
  );
  return look.said ? mark : <Tooltip content={look.word}>{mark}</Tooltip>;
}

function NoteItem({ message, found }: { message: Message; found: boolean }) {
  return (
    <article aria-label={message.hint ? "Hint" : "Note"} data-message={message.id} className="px-4 pt-3">
      <div
        className={classNames(
          "rounded-lg border border-note-line bg-note px-3 py-2",
          found && "ring-2 ring-focus",
        )}
      >
        <div className="mb-1 flex items-center gap-1.5 text-note-text text-xs">
          {message.hint ? (
            <Lightbulb className="size-3.5" aria-hidden />
          ) : (
            <Lock className="size-3.5" aria-hidden />
          )}
          <span className="font-medium">{message.author.name}</span>
          <span>
            {message.hint ? "gives you a hint that nobody else sees" : "wrote a note, only your team sees it"}
          </span>
          <time dateTime={message.at} title={fullTime(message.at)}>
            {clockTime(message.at)}
          </time>
        </div>
        <p className="wrap-anywhere whitespace-pre-wrap text-reading">{message.text}</p>
      </div>
    </article>
  );
}
