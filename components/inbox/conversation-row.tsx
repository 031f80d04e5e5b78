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

interface ConversationRowProps {
  conversation: Conversation;
  href: string;
  selected: boolean;
}

/** A conversation in the list: who, on what, the last words, how long they wait and who has it. */
export function ConversationRow({ conversation, href, selected }: ConversationRowProps) {
  const name = conversation.contact.name ?? conversation.contact.identities[0]?.address ?? "Somebody new";
  const now = conversation.sentiment.now;
  const label = now === null ? null : sentimentOf(now);
  return (
    <Link
      href={href}
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
          <span className="truncate font-medium">{name}</span>
          <RelativeTime
            at={conversation.lastActivityAt}
            form="since"
            className="ml-auto shrink-0 text-ink-faint text-xs"
          />
        </span>
        <span className="mt-0.5 block truncate text-ink-muted">
          {conversation.lastMessagePreview || "No messages yet"}
        </span>
        <span className="mt-1 flex min-h-5 flex-wrap items-center gap-x-2 gap-y-1 text-xs">
          {conversation.waitingSince && (
            <Badge tone="warning">
              <Clock aria-hidden />
              Waits <RelativeTime at={conversation.waitingSince} form="since" />
            </Badge>
          )}
          {(conversation.priority === "urgent" || conversation.priority === "high") && (
            <Badge tone="danger">{conversation.priority === "urgent" ? "Urgent" : "High"}</Badge>
          )}
          {label && label !== "neutral" && <SentimentWord label={label} />}
          <span className="ml-auto truncate text-ink-faint">
            <Owner conversation={conversation} />
          </span>
        </span>
      </span>
    </Link>
  );
}

function Owner({ conversation }: { conversation: Conversation }) {
  if (conversation.assignee) return <>{conversation.assignee.name}</>;
  if (conversation.handler === "bot")
    return (
      <span className="inline-flex items-center gap-1">
        <Workflow className="size-3.5" aria-hidden />
        Journey
      </span>
    );
  return <>Unassigned</>;
}
