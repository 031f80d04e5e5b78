import { useQuery } from "@tanstack/react-query";
import { Flag, Tag, Workflow, X } from "lucide-react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { useViewer } from "#components/shell/viewer.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { CHANNEL_LOOKS } from "#components/ui/channel-mark.tsx";
import { Menu, MenuChoices, MenuItem, MenuSeparator } from "#components/ui/menu.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { sentimentOf } from "#components/ui/sentiment.ts";
import { SentimentLine } from "#components/ui/sentiment-line.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Conversation, PatchConversation } from "#core/api/conversations.ts";
import type { Intent } from "#core/api/intents.ts";
import type { Page } from "#core/api/page.ts";
import { KNOWN_OPTIONS, wordsOf } from "./filter-words.ts";
import { TagInput } from "./tag-input.tsx";
import { dayName } from "./thread-dates.ts";

export type HeaderMenu = "assign" | "snooze" | "tags" | null;

interface HeaderFactsProps {
  conversation: Conversation;
  /** Scores of the customer's messages, oldest first. */
  scores: number[];
  onPatch: (change: PatchConversation) => void;
  menu: HeaderMenu;
  onMenuChange: (menu: HeaderMenu) => void;
}

const chip =
  "inline-flex h-6 items-center gap-1 rounded-sm px-1.5 text-ink-muted text-xs hover:bg-hover hover:text-ink [&_svg]:size-3.5";

/** Where it started, what they want, how they feel, who has it, how it presses and what it is about. */
export function HeaderFacts({ conversation, scores, onPatch, menu, onMenuChange }: HeaderFactsProps) {
  return (
    <div className="-ml-1.5 flex flex-wrap items-center gap-x-1 text-ink-muted text-xs">
      <span className="px-1.5">
        Started on {CHANNEL_LOOKS[conversation.startedChannel].name}, {dayName(conversation.createdAt)}
      </span>
      <IntentMenu conversation={conversation} onPatch={onPatch} />
      <Feeling conversation={conversation} scores={scores} />
      <PriorityMenu conversation={conversation} onPatch={onPatch} />
      <span className="px-1.5">
        <HandlerMark conversation={conversation} />
      </span>
      <TagList conversation={conversation} onPatch={onPatch} menu={menu} onMenuChange={onMenuChange} />
    </div>
  );
}

type PartProps = Pick<HeaderFactsProps, "conversation" | "onPatch">;

/** What they want, as it was understood; whoever knows better corrects it. */
function IntentMenu({ conversation, onPatch }: PartProps) {
  const intents = useQuery({
    queryKey: queryKeys.resource("intents"),
    queryFn: () => api.get<Page<Intent>>("/intents", { query: { limit: 200 } }),
    staleTime: 60_000,
  });
  const { intent } = conversation;
  const nameOf = (key: string) => intents.data?.data.find((each) => each.key === key)?.name ?? wordsOf(key);
  if (!intent && !intents.data?.data.length) return null;
  const sure = intent && intent.confidence < 1 ? `, ${Math.round(intent.confidence * 100)}% sure` : "";
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={chip}>
          {intent ? (
            <span>
              Wants: <span className="text-ink">{nameOf(intent.key)}</span>
              {sure}
            </span>
          ) : (
            "What do they want?"
          )}
        </button>
      }
    >
      <MenuChoices
        label="What they want"
        value={intent?.key ?? ""}
        onValueChange={(next) => onPatch({ intent: next })}
        options={(intents.data?.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
      />
      {intent && (
        <>
          <MenuSeparator />
          <MenuItem onSelect={() => onPatch({ intent: null })}>None of these</MenuItem>
        </>
      )}
    </Menu>
  );
}

const TRENDS = { better: "getting better", worse: "getting worse" };

/** How they felt at first and feel now, with where it is going. */
function Feeling({ conversation, scores }: Pick<HeaderFactsProps, "conversation" | "scores">) {
  const { start, now, trend } = conversation.sentiment;
  const going = trend === null || Math.abs(trend) < 0.1 ? null : trend > 0 ? TRENDS.better : TRENDS.worse;
  const began = start !== null && now !== null && sentimentOf(start) !== sentimentOf(now);
  const title = start === null ? "Nothing was read yet" : `${sentimentOf(start)} at first`;
  return (
    <Tooltip content={<span className="first-letter:uppercase">{title}</span>}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip must be reachable by keyboard */}
      <span tabIndex={0} className="inline-flex items-center gap-1 rounded-sm px-1.5">
        <SentimentLine scores={scores} />
        {(began || going) && (
          <span>{[began && `from ${sentimentOf(start)}`, going].filter(Boolean).join(", ")}</span>
        )}
      </span>
    </Tooltip>
  );
}

function PriorityMenu({ conversation, onPatch }: PartProps) {
  const { priority } = conversation;
  const urgent = priority === "urgent" || priority === "high";
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={`${chip} ${urgent ? "text-danger" : ""}`}>
          <Flag aria-hidden />
          <span className="sr-only">Priority: </span>
          {wordsOf(priority)}
        </button>
      }
    >
      <MenuChoices
        label="Priority"
        value={priority}
        onValueChange={(next) => onPatch({ priority: next as Conversation["priority"] })}
        options={KNOWN_OPTIONS.priority ?? []}
      />
    </Menu>
  );
}

function TagList({ conversation, onPatch, menu, onMenuChange }: Omit<HeaderFactsProps, "scores">) {
  const { tags } = conversation;
  return (
    <>
      {tags.map((tag) => (
        <span key={tag} className="inline-flex h-5 items-center rounded-sm bg-hover pl-1.5 text-ink-muted">
          {tag}
          <button
            type="button"
            aria-label={`Take off ${tag}`}
            onClick={() => onPatch({ tags: tags.filter((each) => each !== tag) })}
            className="flex size-5 items-center justify-center rounded-sm hover:text-ink"
          >
            <X className="size-3" aria-hidden />
          </button>
        </span>
      ))}
      <Popover
        label="Add a tag"
        open={menu === "tags"}
        onOpenChange={(open) => onMenuChange(open ? "tags" : null)}
        trigger={
          <button type="button" className={chip} title="Tag (T)" aria-keyshortcuts="T">
            <Tag aria-hidden />
            {tags.length === 0 ? "Tag" : <span className="sr-only">Add a tag</span>}
          </button>
        }
      >
        <TagInput
          taken={tags}
          onAdd={(tag) => {
            onMenuChange(null);
            if (!tags.includes(tag)) onPatch({ tags: [...tags, tag] });
          }}
        />
      </Popover>
    </>
  );
}

function HandlerMark({ conversation }: { conversation: Conversation }) {
  const viewer = useViewer();
  if (conversation.status === "resolved") return <Badge tone="positive">Resolved</Badge>;
  if (conversation.status === "spam") return <Badge tone="warning">Spam</Badge>;
  if (conversation.status === "snoozed") return <Badge tone="info">Snoozed</Badge>;
  if (conversation.assignee?.id === viewer.id) return <span>You are handling this</span>;
  // The line of colleagues below the header says who else has it.
  if (conversation.assignee) return null;
  if (conversation.handler === "bot")
    return (
      <span className="inline-flex items-center gap-1">
        <Workflow className="size-3.5" aria-hidden />A journey is answering
      </span>
    );
  return <span>{conversation.team ? `Waits in ${conversation.team.name}` : "No one has it yet"}</span>;
}
