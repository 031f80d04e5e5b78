import { Clock, Workflow } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { SlaChip } from "#components/sla/sla-chip.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sentimentOf } from "#components/ui/sentiment.ts";
import { SentimentWord } from "#components/ui/sentiment-line.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import { contactName } from "./contact-name.ts";

interface ConversationRowProps {
  conversation: Conversation;
  href: string;
  selected: boolean;
  /** Chosen for doing something to many. */
  chosen: boolean;
  /** Some row is chosen: then every row shows its box. */
  choosing: boolean;
  viewerId: string;
  onOpen: (id: string) => void;
  onToggle: (id: string, range: boolean) => void;
}

/** A conversation in the list: who, on what, the last words, how long they wait and who has it. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, href, selected, chosen, choosing, onOpen, onToggle } = props;
  const name = contactName(conversation.contact);
  const unread = conversation.unread ?? 0;
  return (
    <div
      className={classNames(
        "group relative border-line border-b hover:bg-hover",
        (selected || chosen) && "bg-selected hover:bg-selected",
      )}
    >
      <Link
        href={href}
        prefetch={false}
        onNavigate={(event) => {
          event.preventDefault();
          onOpen(conversation.id);
        }}
        onClick={(event) => {
          if (!event.shiftKey) return;
          event.preventDefault();
          onToggle(conversation.id, true);
        }}
        aria-current={selected ? "true" : undefined}
        className="flex gap-2.5 px-3 py-2.5 outline-offset-[-2px]"
      >
        <Avatar
          name={name}
          className={classNames("mt-0.5", choosing ? "invisible" : "group-hover:pointer-fine:invisible")}
        />
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-1.5">
            <ChannelMark channel={conversation.channel} size="small" />
            <span className={classNames("truncate", unread > 0 ? "font-semibold" : "font-medium")}>
              {name}
            </span>
            <RelativeTime
              at={conversation.lastActivityAt}
              form="since"
              className="ml-auto shrink-0 text-ink-faint text-xs"
            />
          </span>
          <span className="mt-0.5 flex items-center gap-2">
            <span
              className={classNames(
                "min-w-0 flex-1 truncate",
                unread > 0 ? "font-semibold text-ink" : "text-ink-muted",
              )}
            >
              {conversation.lastMessagePreview || "No messages yet"}
            </span>
            {unread > 0 && <UnreadCount count={unread} />}
          </span>
          <RowFoot {...props} />
        </span>
      </Link>
      <span
        className={classNames(
          "absolute top-4.5 left-4.5",
          choosing ? "" : "opacity-0 focus-within:opacity-100 group-hover:pointer-fine:opacity-100",
        )}
      >
        <Checkbox
          aria-label={`Choose ${name}`}
          tabIndex={choosing ? 0 : -1}
          checked={chosen}
          onClick={(event) => {
            event.preventDefault();
            onToggle(conversation.id, event.shiftKey);
          }}
        />
      </span>
    </div>
  );
});

/** What presses, then who has it. Tags stand where there is room. */
function RowFoot({ conversation, viewerId }: ConversationRowProps) {
  const now = conversation.sentiment.now;
  const label = now === null ? null : sentimentOf(now);
  const { priority, sla, waitingSince } = conversation;
  const presses = priority === "urgent" || priority === "high";
  const feels = label !== null && label !== "neutral";
  const crowded = [waitingSince, sla, presses, feels].filter(Boolean).length > 2;
  const tags = crowded ? [] : conversation.tags;
  return (
    <span className="mt-1 flex h-5 items-center gap-1.5 overflow-hidden text-xs">
      {waitingSince && (
        <Badge tone="warning">
          <Clock aria-hidden />
          <span className="sr-only">Waits </span>
          <RelativeTime at={waitingSince} form="since" />
        </Badge>
      )}
      {sla && <SlaChip sla={sla} />}
      {presses && <Badge tone="danger">{priority === "urgent" ? "Urgent" : "High"}</Badge>}
      {feels && <SentimentWord label={label} className="shrink-0" />}
      {tags.length > 0 && (
        <span className="min-w-8 shrink-[2] truncate rounded-sm bg-hover px-1.5 text-ink-muted leading-5">
          {tags[0]}
          {tags.length > 1 && ` +${tags.length - 1}`}
        </span>
      )}
      <Owner conversation={conversation} viewerId={viewerId} short={crowded} />
    </span>
  );
}

function UnreadCount({ count }: { count: number }) {
  return (
    <span className="inline-flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-full bg-accent px-1 font-medium text-accent-contrast text-xs tabular-nums">
      {count > 99 ? "99+" : count}
      <span className="sr-only"> unread</span>
    </span>
  );
}

interface OwnerProps extends Pick<ConversationRowProps, "conversation" | "viewerId"> {
  /** The mark alone: there is no room for a name. */
  short: boolean;
}

function Owner({ conversation, viewerId, short }: OwnerProps) {
  const { assignee, team } = conversation;
  const isBot = !assignee && conversation.handler === "bot";
  const owner = assignee?.id === viewerId ? "You" : assignee?.name;
  return (
    <span className="ml-auto flex min-w-0 items-center gap-1 text-ink-faint">
      {isBot && <Workflow className="size-3.5 shrink-0" aria-hidden />}
      {assignee && <Avatar name={assignee.name} size="small" />}
      <span className={short && assignee ? "sr-only" : "truncate"} title={assignee?.name}>
        {owner ?? (isBot ? "Journey" : (team?.name ?? "Unassigned"))}
        {owner && <span className="sr-only">{owner === "You" ? " are" : " is"} handling this</span>}
      </span>
    </span>
  );
}
