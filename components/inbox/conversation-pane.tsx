"use client";
import { SearchX } from "lucide-react";
import Link from "next/link";
import { type RefObject, useEffect, useMemo, useState } from "react";
import type { ApiError } from "#components/api/api-error.ts";
import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { useViewer } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { Message } from "#core/api/messages.ts";
import { Composer } from "./composer.tsx";
import { contactName } from "./contact-name.ts";
import { ContextPanel } from "./context-panel.tsx";
import type { ComposerMode } from "./draft-store.ts";
import { showOutgoing } from "./outgoing.ts";
import { Thread } from "./thread.tsx";
import { THREAD_TITLE_ID, ThreadHeader } from "./thread-header.tsx";
import { TypingLine } from "./typing-line.tsx";
import { useConversationActions } from "./use-conversation-actions.ts";
import { useConversation, useThread } from "./use-conversations.ts";
import { useMarkRead } from "./use-mark-read.ts";
import { outgoing, useOutgoing, useSendMessage } from "./use-send-message.ts";
import { useWriters } from "./use-typing.ts";
import { useWideScreen } from "./use-wide-screen.ts";

interface ConversationPaneProps {
  id: string;
  backHref: string;
  mode: ComposerMode;
  onModeChange: (mode: ComposerMode) => void;
  /** Set when the list was moved through without the pointer: then the title takes the focus. */
  byKeyboard: RefObject<boolean>;
  /** The conversation goes out of the way: resolved or snoozed. */
  onDone: () => void;
}

/** One conversation: header, thread, composer, and the person beside it. */
export function ConversationPane(props: ConversationPaneProps) {
  const conversation = useConversation(props.id);
  if (conversation.data) return <OpenConversation {...props} conversation={conversation.data} />;
  if (conversation.isPending) return <PaneSkeleton />;
  return (
    <MissingConversation
      error={conversation.error}
      backHref={props.backHref}
      onRetry={() => void conversation.refetch()}
    />
  );
}

function OpenConversation(props: ConversationPaneProps & { conversation: Conversation }) {
  const { id, conversation, mode, byKeyboard } = props;
  const thread = useThread(id);
  const actions = useConversationActions(id, props.onDone);
  const send = useSendMessage(id);
  const viewer = useViewer();
  const wide = useWideScreen();
  const [menu, setMenu] = useState<"assign" | "snooze" | null>(null);
  const [panel, setPanel] = useState<boolean | null>(null);
  const panelOpen = panel ?? wide;
  const messages = useMemo(() => oldestFirst(thread.data?.pages ?? []), [thread.data]);
  const newest = messages.at(-1);
  const onTheWay = useOutgoing(id);
  const sending = useMemo(() => showOutgoing(onTheWay, messages, viewer), [onTheWay, messages, viewer]);
  const writers = useWriters(id, newest);
  useMarkRead(id, newest?.id);
  const name = contactName(conversation.contact);
  const isOpen = conversation.status !== "resolved" && conversation.status !== "spam";

  useEffect(() => {
    if (!byKeyboard.current) return;
    byKeyboard.current = false;
    focusTitle();
  }, [byKeyboard]);

  const write = (next: ComposerMode) => {
    props.onModeChange(next);
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-composer]")?.focus());
  };
  useShortcuts({
    e: () => isOpen && actions.act("resolve"),
    s: () => isOpen && setMenu("snooze"),
    a: () => setMenu("assign"),
    r: () => write("reply"),
    n: () => write("note"),
  });

  return (
    <>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
        <ThreadHeader
          conversation={conversation}
          name={name}
          scores={scoresOf(conversation, messages)}
          actions={actions}
          backHref={props.backHref}
          menu={menu}
          onMenuChange={setMenu}
          panelOpen={panelOpen}
          onPanelToggle={() => setPanel(!panelOpen)}
        />
        <Thread
          thread={thread}
          messages={messages}
          sending={sending}
          onRetry={({ text, channel }) =>
            send.mutate({ ...outgoing({ text, channel: channel ?? undefined }, messages), isRetry: true })
          }
        />
        <TypingLine writers={writers} contactName={name} />
        <Composer
          conversation={conversation}
          mode={mode}
          onModeChange={write}
          thread={messages}
          send={send}
          onLeave={focusTitle}
        />
      </div>
      {wide
        ? panelOpen && (
            <aside
              aria-label="Contact"
              className="scroll-quiet w-75 shrink-0 overflow-y-auto border-l bg-surface"
            >
              <ContextPanel conversation={conversation} />
            </aside>
          )
        : panelOpen && (
            <Sheet open onOpenChange={setPanel} title={name}>
              <ContextPanel conversation={conversation} />
            </Sheet>
          )}
    </>
  );
}

const focusTitle = () => document.getElementById(THREAD_TITLE_ID)?.focus();

/** Pages come newest first, each from oldest to newest. */
function oldestFirst(pages: readonly { data: Message[] }[]): Message[] {
  return pages.toReversed().flatMap((page) => page.data);
}

/** How each message sounded; until they are there, how the conversation began and stands. */
function scoresOf({ sentiment }: Conversation, messages: readonly Message[]): number[] {
  if (messages.length === 0) return [sentiment.start, sentiment.now].filter((score) => score !== null);
  return messages.flatMap((message) => (message.sentiment ? [message.sentiment.score] : []));
}

interface MissingConversationProps {
  error: ApiError;
  backHref: string;
  onRetry: () => void;
}

function MissingConversation({ error, backHref, onRetry }: MissingConversationProps) {
  const isGone = error.status >= 400 && error.status < 500;
  return (
    <div className="flex min-w-0 flex-1 flex-col justify-center bg-canvas p-6">
      {isGone ? (
        <EmptyState
          icon={<SearchX />}
          title="This conversation is not here"
          actions={
            <Button asChild>
              <Link href={backHref}>Back to the list</Link>
            </Button>
          }
        >
          Its address may be wrong, it may have been erased, or your role does not show it to you.
        </EmptyState>
      ) : (
        <ErrorNotice what="The conversation could not be opened" error={error} onRetry={onRetry} />
      )}
    </div>
  );
}

function PaneSkeleton() {
  return (
    <div className="flex flex-1 flex-col gap-4 bg-canvas p-4" role="status" aria-busy aria-label="Opening">
      <Skeleton className="h-10 w-1/3" />
      <Skeleton className="h-16 w-1/2" />
      <Skeleton className="ml-auto h-12 w-2/5" />
    </div>
  );
}
