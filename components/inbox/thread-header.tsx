import { ArrowLeft, Check, Hand, ListChecks, PanelRight, RotateCcw, Undo2, Workflow } from "lucide-react";
import Link from "next/link";
import { useViewer } from "#components/shell/viewer.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { CHANNEL_LOOKS } from "#components/ui/channel-mark.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { SentimentLine } from "#components/ui/sentiment-line.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import { AssignMenu } from "./assign-menu.tsx";
import { SnoozeMenu } from "./snooze-menu.tsx";
import type { useConversationActions } from "./use-conversation-actions.ts";
import { useOpenTasks } from "./use-conversations.ts";

/** The heading that takes the focus when the keyboard moves to another conversation. */
export const THREAD_TITLE_ID = "thread-title";

interface ThreadHeaderProps {
  conversation: Conversation;
  name: string;
  /** Scores of the customer's messages, oldest first. */
  scores: number[];
  actions: ReturnType<typeof useConversationActions>;
  backHref: string;
  menu: "assign" | "snooze" | null;
  onMenuChange: (menu: "assign" | "snooze" | null) => void;
  panelOpen: boolean;
  onPanelToggle: () => void;
}

/** Who this is and what can be done; below, where it started, how they feel and who has it. */
export function ThreadHeader(props: ThreadHeaderProps) {
  const { conversation, name, scores, backHref } = props;
  return (
    <header className="@container flex shrink-0 flex-col gap-1 border-b bg-surface px-4 py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        <Button asChild variant="ghost" size="small" className="-ml-2 lg:hidden">
          <Link href={backHref} aria-label="Back to the list">
            <ArrowLeft aria-hidden />
          </Link>
        </Button>
        <h2
          id={THREAD_TITLE_ID}
          tabIndex={-1}
          className="min-w-0 flex-1 truncate font-semibold text-base focus-visible:outline-none"
        >
          {name}
        </h2>
        <HeaderActions {...props} />
        <IconButton
          label={props.panelOpen ? "Hide the contact" : "Show the contact"}
          aria-pressed={props.panelOpen}
          onClick={props.onPanelToggle}
        >
          <PanelRight aria-hidden />
        </IconButton>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted text-xs">
        <span>Started on {CHANNEL_LOOKS[conversation.startedChannel].name}</span>
        {conversation.intent && <span>Wants: {conversation.intent.key.replaceAll("_", " ")}</span>}
        <SentimentLine scores={scores} />
        <HandlerMark conversation={conversation} />
        <OpenTasks conversationId={conversation.id} />
      </div>
      {conversation.summary && (
        <p className="line-clamp-2 text-ink-muted text-sm">
          <span className="sr-only">Summary: </span>
          {conversation.summary}
        </p>
      )}
    </header>
  );
}

function HeaderActions({ conversation, actions, menu, onMenuChange }: ThreadHeaderProps) {
  const open = conversation.status !== "resolved" && conversation.status !== "spam";
  return (
    <div className="flex flex-wrap items-center gap-1.5 max-md:order-last max-md:w-full">
      <ClaimButton conversation={conversation} actions={actions} />
      <AssignMenu
        conversation={conversation}
        open={menu === "assign"}
        onOpenChange={(next) => onMenuChange(next ? "assign" : null)}
        onAssign={actions.assign}
      />
      {open && (
        <SnoozeMenu
          open={menu === "snooze"}
          onOpenChange={(next) => onMenuChange(next ? "snooze" : null)}
          onSnooze={actions.snooze}
        />
      )}
      {open ? (
        <Button
          variant="primary"
          size="small"
          title="Resolve (E)"
          aria-keyshortcuts="E"
          pending={actions.acting === "resolve"}
          onClick={() => actions.act("resolve")}
        >
          <Check aria-hidden />
          Resolve
        </Button>
      ) : (
        <Button size="small" pending={actions.acting === "reopen"} onClick={() => actions.act("reopen")}>
          <RotateCcw aria-hidden />
          Reopen
        </Button>
      )}
    </div>
  );
}

function ClaimButton({ conversation, actions }: Pick<ThreadHeaderProps, "conversation" | "actions">) {
  const viewer = useViewer();
  if (conversation.assignee?.id === viewer.id)
    return (
      <Button size="small" pending={actions.acting === "release"} onClick={() => actions.act("release")}>
        <Undo2 aria-hidden />
        Release
      </Button>
    );
  if (conversation.assignee) return null;
  return (
    <Button size="small" pending={actions.acting === "claim"} onClick={() => actions.act("claim")}>
      <Hand aria-hidden />
      Claim
    </Button>
  );
}

function HandlerMark({ conversation }: { conversation: Conversation }) {
  const viewer = useViewer();
  if (conversation.status === "resolved") return <Badge tone="positive">Resolved</Badge>;
  if (conversation.status === "snoozed") return <Badge tone="info">Snoozed</Badge>;
  if (conversation.assignee?.id === viewer.id) return <span>You are handling this</span>;
  if (conversation.assignee) return <span>{conversation.assignee.name} is handling this</span>;
  if (conversation.handler === "bot")
    return (
      <span className="inline-flex items-center gap-1">
        <Workflow className="size-3.5" aria-hidden />A journey is answering
      </span>
    );
  return <span>No one has it yet</span>;
}

function OpenTasks({ conversationId }: { conversationId: string }) {
  const count = useOpenTasks(conversationId).data?.data.length ?? 0;
  if (count === 0) return null;
  return (
    <span className="inline-flex items-center gap-1">
      <ListChecks className="size-3.5" aria-hidden />
      {count === 1 ? "1 open task" : `${count} open tasks`}
    </span>
  );
}
