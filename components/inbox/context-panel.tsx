import { BadgeCheck, ShieldQuestion } from "lucide-react";
import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { CHANNEL_LOOKS, ChannelMark } from "#components/ui/channel-mark.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import { RoutingReasons } from "./routing-reasons.tsx";
import { Section } from "./section.tsx";
import {
  useContactConversations,
  useConversationRuns,
  useOpenTasks,
  useSessions,
} from "./use-conversations.ts";

/** The person behind the thread: addresses, sessions, journeys, earlier conversations, and why it came to whom. */
export function ContextPanel({ conversation }: { conversation: Conversation }) {
  return (
    <div className="flex flex-col gap-5 p-4 text-sm">
      <Section title="Addresses">
        <ul className="flex flex-col gap-1.5">
          {conversation.contact.identities.map((identity) => (
            <li key={`${identity.channel} ${identity.address}`} className="flex items-center gap-2">
              <ChannelMark channel={identity.channel} size="small" />
              <span className="min-w-0 flex-1 truncate">{identity.address}</span>
              <Verified verified={identity.verified} />
            </li>
          ))}
        </ul>
      </Section>
      <Details conversation={conversation} />
      <Tasks id={conversation.id} />
      <Sessions id={conversation.id} />
      <Runs id={conversation.id} />
      <RoutingReasons id={conversation.id} />
      <OtherConversations conversation={conversation} />
    </div>
  );
}

function Verified({ verified }: { verified: boolean }) {
  const Icon = verified ? BadgeCheck : ShieldQuestion;
  return (
    <span
      className={
        verified
          ? "inline-flex items-center gap-1 text-positive text-xs"
          : "inline-flex items-center gap-1 text-ink-faint text-xs"
      }
    >
      <Icon className="size-3.5" aria-hidden />
      {verified ? "Verified" : "Not verified"}
    </span>
  );
}

function Details({ conversation }: { conversation: Conversation }) {
  const attributes = Object.entries({ ...conversation.memory, ...conversation.attributes });
  if (conversation.tags.length === 0 && attributes.length === 0) return null;
  return (
    <Section title="What is known">
      {conversation.tags.length > 0 && (
        <p className="mb-2 flex flex-wrap gap-1">
          {conversation.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </p>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        {attributes.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-muted">{name}</dt>
            <dd className="wrap-anywhere">{typeof value === "string" ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Tasks({ id }: { id: string }) {
  const tasks = useOpenTasks(id);
  if (!tasks.data || tasks.data.data.length === 0) return null;
  return (
    <Section title="Open tasks">
      <ul className="flex flex-col gap-1.5">
        {tasks.data.data.map((task) => (
          <li key={task.id} className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1">{task.title}</span>
            {task.dueAt && (
              <span className="text-ink-faint text-xs">
                due <RelativeTime at={task.dueAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Sessions({ id }: { id: string }) {
  const sessions = useSessions(id);
  return (
    <Section title="Sessions">
      {sessions.isPending && <Skeleton className="h-4 w-3/4" />}
      <ul className="flex flex-col gap-1.5">
        {sessions.data?.data.map((session) => (
          <li key={session.id} className="flex items-center gap-2">
            <ChannelMark channel={session.channel} size="small" />
            <span className="flex-1">{CHANNEL_LOOKS[session.channel].name}</span>
            <RelativeTime at={session.startedAt} className="text-ink-faint text-xs" />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Runs({ id }: { id: string }) {
  const runs = useConversationRuns(id);
  if (!runs.data || runs.data.data.length === 0) return null;
  return (
    <Section title="Journeys">
      <ul className="flex flex-col gap-1.5">
        {runs.data.data.map((run) => (
          <li key={run.id} className="flex items-center gap-2">
            <Link
              href={`/runs/${run.id}`}
              className="min-w-0 flex-1 truncate underline-offset-2 hover:underline"
            >
              {run.journey.name}
            </Link>
            <Badge tone={run.status === "stuck" ? "danger" : "neutral"}>{run.status}</Badge>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OtherConversations({ conversation }: { conversation: Conversation }) {
  const others = useContactConversations(conversation.contact.id);
  const earlier = (others.data?.data ?? []).filter((other) => other.id !== conversation.id);
  if (earlier.length === 0) return null;
  return (
    <Section title="Other conversations">
      <ul className="flex flex-col gap-1.5">
        {earlier.map((other) => (
          <li key={other.id}>
            <Link
              href={`/inbox/${other.id}?view=all`}
              className="flex items-center gap-2 underline-offset-2 hover:underline"
            >
              <ChannelMark channel={other.channel} size="small" />
              <span className="min-w-0 flex-1 truncate">{other.lastMessagePreview || "No messages"}</span>
              <RelativeTime at={other.lastActivityAt} className="text-ink-faint text-xs" />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
