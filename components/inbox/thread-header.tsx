import { ArrowLeft, Ban, Check, ChevronDown, Hand, PanelRight, RotateCcw, Undo2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useViewer } from "#components/shell/viewer.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import { AssignMenu } from "./assign-menu.tsx";
import { ConversationMenu } from "./conversation-menu.tsx";
import { HeaderFacts, type HeaderMenu } from "./header-facts.tsx";
import { HeaderPromises } from "./header-promises.tsx";
import { SnoozeMenu } from "./snooze-menu.tsx";
import { useContact } from "./use-blocking.ts";
import type { useConversationActions } from "./use-conversation-actions.ts";

/** The heading that takes the focus when the keyboard moves to another conversation. */
export const THREAD_TITLE_ID = "thread-title";

interface ThreadHeaderProps {
  conversation: Conversation;
  name: string;
  /** Scores of the customer's messages, oldest first. */
  scores: number[];
  /** What was said, in short. */
  summary: string | null;
  actions: ReturnType<typeof useConversationActions>;
  backHref: string;
  menu: HeaderMenu;
  onMenuChange: (menu: HeaderMenu) => void;
  panelOpen: boolean;
  onPanelToggle: () => void;
}

/** Who this is and what can be done; below, where it started, what was said, how they feel, what is promised. */
export function ThreadHeader(props: ThreadHeaderProps) {
  const { conversation, name, scores, summary, actions, backHref } = props;
  const contact = useContact(conversation.contact.id);
  const [unfolded, setUnfolded] = useState(false);
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
        {contact.data?.blockedAt && (
          <Badge tone="danger">
            <Ban aria-hidden />
            Blocked
          </Badge>
        )}
        <IconButton
          label={unfolded ? "Fold the details" : "Show the details"}
          aria-expanded={unfolded}
          className="md:hidden"
          onClick={() => setUnfolded(!unfolded)}
        >
          <ChevronDown className={unfolded ? "rotate-180" : undefined} aria-hidden />
        </IconButton>
        <HeaderActions {...props} />
        <IconButton
          label={props.panelOpen ? "Hide the contact" : "Show the contact"}
          shortcut="]"
          aria-pressed={props.panelOpen}
          onClick={props.onPanelToggle}
        >
          <PanelRight aria-hidden />
        </IconButton>
      </div>
      <div className={unfolded ? undefined : "max-md:hidden"}>
        <HeaderFacts
          conversation={conversation}
          scores={scores}
          onPatch={actions.patch}
          menu={props.menu}
          onMenuChange={props.onMenuChange}
        />
      </div>
      {summary && (
        <button
          type="button"
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
          className={`text-left text-ink-muted text-sm ${unfolded ? "" : "line-clamp-1"}`}
        >
          <span className="font-medium text-ink">In short: </span>
          {summary}
        </button>
      )}
      <HeaderPromises conversation={conversation} />
    </header>
  );
}

function HeaderActions(props: ThreadHeaderProps) {
  const { conversation, actions, menu, onMenuChange } = props;
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
      <ConversationMenu conversation={conversation} name={props.name} actions={actions} />
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
    <Button
      size="small"
      title="Claim (C)"
      aria-keyshortcuts="C"
      pending={actions.acting === "claim"}
      onClick={() => actions.act("claim")}
    >
      <Hand aria-hidden />
      Claim
    </Button>
  );
}
