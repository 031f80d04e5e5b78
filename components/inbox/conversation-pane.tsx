"use client";
import { useMemo, useState } from "react";
import { useShortcuts } from "#components/shell/use-shortcuts.ts";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Message } from "#core/api/messages.ts";
import { Composer } from "./composer.tsx";
import { ContextPanel } from "./context-panel.tsx";
import type { ComposerMode } from "./draft-store.ts";
import { Thread } from "./thread.tsx";
import { ThreadHeader } from "./thread-header.tsx";
import { useConversationActions, useSendMessage } from "./use-conversation-actions.ts";
import { useConversation, useThread } from "./use-conversations.ts";
import { useWideScreen } from "./use-wide-screen.ts";

interface ConversationPaneProps {
  id: string;
  backHref: string;
}

/** One conversation: header, thread, composer, and the person beside it. */
export function ConversationPane({ id, backHref }: ConversationPaneProps) {
  const conversation = useConversation(id);
  const thread = useThread(id);
  const actions = useConversationActions(id);
  const resend = useSendMessage(id);
  const wide = useWideScreen();
  const [mode, setMode] = useState<ComposerMode>("reply");
  const [menu, setMenu] = useState<"assign" | "snooze" | null>(null);
  const [panel, setPanel] = useState<boolean | null>(null);
  const panelOpen = panel ?? wide;
  const messages = useMemo(() => oldestFirst(thread.data?.pages ?? []), [thread.data]);

  const write = (next: ComposerMode) => {
    setMode(next);
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-composer]")?.focus());
  };
  useShortcuts({
    e: () => actions.act("resolve"),
    s: () => setMenu("snooze"),
    a: () => setMenu("assign"),
    r: () => write("reply"),
    n: () => write("note"),
  });

  if (conversation.isError)
    return (
      <div className="flex-1 p-6">
        <ErrorNotice
          what="The conversation could not be opened"
          error={conversation.error}
          onRetry={() => void conversation.refetch()}
        />
      </div>
    );
  if (!conversation.data) return <PaneSkeleton />;
  return (
    <>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
        <ThreadHeader
          conversation={conversation.data}
          scores={messages.flatMap((message) => (message.sentiment ? [message.sentiment.score] : []))}
          actions={actions}
          backHref={backHref}
          menu={menu}
          onMenuChange={setMenu}
          panelOpen={panelOpen}
          onPanelToggle={() => setPanel(!panelOpen)}
        />
        <Thread
          thread={thread}
          messages={messages}
          onRetry={(message) => resend.mutate({ text: message.text, channel: message.channel ?? undefined })}
        />
        <Composer
          conversation={conversation.data}
          mode={mode}
          onModeChange={write}
          lastSeenMessageId={messages.findLast((message) => !message.note)?.id ?? null}
        />
      </div>
      {wide
        ? panelOpen && (
            <aside
              aria-label="Contact"
              className="scroll-quiet w-75 shrink-0 overflow-y-auto border-l bg-surface"
            >
              <ContextPanel conversation={conversation.data} />
            </aside>
          )
        : panelOpen && (
            <Sheet open onOpenChange={setPanel} title={conversation.data.contact.name ?? "Contact"}>
              <ContextPanel conversation={conversation.data} />
            </Sheet>
          )}
    </>
  );
}

/** Pages come newest first, each from oldest to newest. */
function oldestFirst(pages: readonly { data: Message[] }[]): Message[] {
  return pages.toReversed().flatMap((page) => page.data);
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
