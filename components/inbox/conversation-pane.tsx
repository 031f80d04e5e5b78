"use client";
import { SearchX } from "lucide-react";
import Link from "next/link";
import { memo, type RefObject, useEffect, useMemo, useState } from "react";
import type { ApiError } from "#components/api/api-error.ts";
import { ColleaguesLine } from "#components/collaboration/colleagues-line.tsx";
import { useContextViewed } from "#components/collaboration/use-context-viewed.ts";
import { useViewer } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { SidePanel } from "#components/ui/side-panel.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { Message } from "#core/api/messages.ts";
import { replyChannels } from "./channel-picker.tsx";
import { Composer } from "./composer.tsx";
import { contactName } from "./contact-name.ts";
import { ContextPanel } from "./context-panel.tsx";
import type { ComposerMode } from "./draft-store.ts";
import type { HeaderMenu } from "./header-facts.tsx";
import { inShort } from "./in-short.ts";
import { showOutgoing } from "./outgoing.ts";
import { Thread } from "./thread.tsx";
import { THREAD_TITLE_ID, ThreadHeader } from "./thread-header.tsx";
import { TypingLine } from "./typing-line.tsx";
import { useConversationActions } from "./use-conversation-actions.ts";
import { useConversationKeys } from "./use-conversation-keys.ts";
import { useConversation, useThread } from "./use-conversations.ts";
import { useMacro } from "./use-macro.ts";
import { useMarkRead } from "./use-mark-read.ts";
import { goToConversation, useMerge } from "./use-merge.ts";
import { outgoing, useOutgoing, useSendMessage } from "./use-send-message.ts";
import { useSystemLines } from "./use-system-lines.ts";
import { useWriters } from "./use-typing.ts";
import { useWideScreen } from "./use-wide-screen.ts";

interface ConversationPaneProps {
  id: string;
  /** The message to show, from a search. */
  messageId: string | null;
  backHref: string;
  mode: ComposerMode;
  onModeChange: (mode: ComposerMode) => void;
  /** Set when the list was moved through without the pointer: then the title takes the focus. */
  byKeyboard: RefObject<boolean>;
  /** The keys are about something else: what is chosen in the list, or a conversation that is about to open. */
  choosing: boolean;
  /** The conversation goes out of the way: resolved or snoozed. */
  onDone: () => void;
}

/** One conversation: header, thread, composer, and the person beside it. */
export const ConversationPane = memo(function ConversationPane(props: ConversationPaneProps) {
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
});

function OpenConversation(props: ConversationPaneProps & { conversation: Conversation }) {
  const { id, conversation, mode, byKeyboard, choosing } = props;
  const thread = useThread(id);
  const actions = useConversationActions(id, props.onDone);
  const send = useSendMessage(id);
  const macro = useMacro(id, props.onDone);
  const { split } = useMerge(id, goToConversation);
  const viewer = useViewer();
  const wide = useWideScreen();
  const [menu, setMenu] = useState<HeaderMenu>(null);
  const [macrosOpen, setMacrosOpen] = useState(false);
  const [panel, setPanel] = useState<boolean | null>(null);
  const panelOpen = panel ?? wide;
  const messages = useMemo(() => oldestFirst(thread.data?.pages ?? []), [thread.data]);
  const newest = messages.at(-1);
  const onTheWay = useOutgoing(id);
  const sending = useMemo(() => showOutgoing(onTheWay, messages, viewer), [onTheWay, messages, viewer]);
  const writers = useWriters(id, newest);
  const lines = useSystemLines(id);
  useMarkRead(id, newest?.id);
  useContextViewed(id, messages);
  const name = contactName(conversation.contact);
  const summary = useMemo(() => conversation.summary ?? inShort(messages), [conversation.summary, messages]);

  useEffect(() => {
    if (!byKeyboard.current) return;
    byKeyboard.current = false;
    focusTitle();
  }, [byKeyboard]);

  const write = (next: ComposerMode) => {
    props.onModeChange(next);
    // After a menu that has just closed has given the focus back.
    requestAnimationFrame(() => setTimeout(focusComposer));
  };
  useConversationKeys({ conversation, actions, choosing, write, setMenu, setMacrosOpen, togglePanel });
  function togglePanel() {
    setPanel(!panelOpen);
  }

  return (
    <>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
        <ThreadHeader
          conversation={conversation}
          name={name}
          scores={scoresOf(conversation, messages)}
          summary={summary}
          actions={actions}
          backHref={props.backHref}
          menu={menu}
          onMenuChange={setMenu}
          panelOpen={panelOpen}
          onPanelToggle={togglePanel}
        />
        <ColleaguesLine conversation={conversation} onClaim={() => actions.act("claim")} />
        <Thread
          conversationId={id}
          thread={thread}
          messages={messages}
          sending={sending}
          lines={lines}
          messageId={props.messageId}
          channels={replyChannels(conversation)}
          onRetry={({ text, channel }, other) =>
            send.mutate({
              ...outgoing({ text, channel: other ?? channel ?? undefined }, messages),
              isRetry: true,
            })
          }
          onSplit={split.mutate}
        />
        <TypingLine writers={writers} contactName={name} />
        <Composer
          conversation={conversation}
          mode={mode}
          onModeChange={write}
          thread={messages}
          send={send}
          macro={macro}
          macrosOpen={macrosOpen}
          onMacrosOpen={setMacrosOpen}
          onLeave={focusTitle}
        />
      </div>
      {panelOpen &&
        (wide ? (
          <SidePanel side="right" label="Contact" name="inbox-contact" usual={300}>
            <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
              <ContextPanel conversation={conversation} />
            </div>
          </SidePanel>
        ) : (
          <Sheet open onOpenChange={setPanel} title={name}>
            <ContextPanel conversation={conversation} />
          </Sheet>
        ))}
    </>
  );
}

const focusComposer = () => document.querySelector<HTMLElement>("[data-composer]")?.focus();
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
