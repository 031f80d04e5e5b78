import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { CHANNEL_LOOKS, ChannelMark } from "#components/ui/channel-mark.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import { Section } from "./section.tsx";
import { useContactConversations, useSessions } from "./use-conversations.ts";

/** All that was said with this person: the sessions of this conversation, and their other conversations. */
export function HistorySection({ conversation }: { conversation: Conversation }) {
  const sessions = useSessions(conversation.id);
  const all = useContactConversations(conversation.contact.id);
  const others = (all.data?.data ?? []).filter((other) => other.id !== conversation.id);
  return (
    <Section title="History">
      {sessions.isPending && <Skeleton className="h-4 w-3/4" />}
      {sessions.isError && (
        <ErrorNotice
          what="The history could not be loaded"
          error={sessions.error}
          onRetry={() => void sessions.refetch()}
        />
      )}
      <ol className="flex flex-col border-line border-l pl-3">
        {sessions.data?.data.toReversed().map((session) => (
          <li key={session.id} className="flex items-center gap-2 py-1">
            <ChannelMark channel={session.channel} size="small" />
            <span className="flex-1">
              {CHANNEL_LOOKS[session.channel].name}
              {session.kind === "call" && " call"}
              <span className="text-ink-faint text-xs"> here</span>
            </span>
            <RelativeTime at={session.startedAt} className="text-ink-faint text-xs" />
          </li>
        ))}
        {others.map((other) => (
          <li key={other.id}>
            <Link
              href={`/inbox/${other.id}`}
              prefetch={false}
              className="group flex items-center gap-2 rounded-sm py-1"
            >
              <ChannelMark channel={other.channel} size="small" />
              <span className="min-w-0 flex-1 truncate underline-offset-2 group-hover:underline">
                {other.lastMessagePreview || "No messages"}
              </span>
              {other.status !== "resolved" && <Badge>{other.status.replace("_", " ")}</Badge>}
              <RelativeTime at={other.lastActivityAt} className="text-ink-faint text-xs" />
            </Link>
          </li>
        ))}
      </ol>
    </Section>
  );
}
