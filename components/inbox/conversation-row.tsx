import { Clock, Workflow } from "lucide-react";
import Link from "next/link";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
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
  onOpen: () => void;
}

/** A conversation in the list: who, on what, the last words, how long they wait and who has it. */
export function ConversationRow({ conversation, href, selected, onOpen }: ConversationRowProps) {
  const name = contactName(conversation.contact);
  const now = conversation.sentiment.now;
  const label = now === null ? null : sentimentOf(now);
  const unread = conversation.unread ?? 0;
  return (
    <Link
      href={href}
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault();
        onOpen();
      }}
      aria-current={selected ? "true" : undefined}
      className={classNames(
        "flex gap-2.5 border-line border-b px-3 py-2.5 outline-offset-[-2px] hover:bg-hover",
        selected && "bg-selected hover:bg-selected",
      )}
    >
      <Avatar name={name} className="mt-0.5" />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5">
          <ChannelMark channel={conversation.channel} size="small" />
          <span className={classNames("truncate", unread > 0 ? "font-semibold" : "font-medium")}>{name}</span>
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
        <span className="mt-1 flex h-5 items-center gap-2 overflow-hidden text-xs">
          {conversation.waitingSince && (
            <Badge tone="warning">
              <Clock aria-hidden />
              Waits <RelativeTime at={conversation.waitingSince} form="since" />
            </Badge>
          )}
          {(conversation.priority === "urgent" || conversation.priority === "high") && (
            <Badge tone="danger">{conversation.priority === "urgent" ? "Urgent" : "High"}</Badge>
          )}
          {label && label !== "neutral" && <SentimentWord label={label} className="shrink-0" />}
          <Owner conversation={conversation} />
        </span>
      </span>
    </Link>
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

function Owner({ conversation }: { conversation: Conversation }) {
  const isBot = !conversation.assignee && conversation.handler === "bot";
  return (
    <span className="ml-auto flex min-w-0 items-center gap-1 text-ink-faint">
      {isBot && <Workflow className="size-3.5 shrink-0" aria-hidden />}
      <span className="truncate">{conversation.assignee?.name ?? (isBot ? "Journey" : "Unassigned")}</span>
    </span>
  );
}
