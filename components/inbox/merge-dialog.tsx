"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ChannelMark } from "#components/ui/channel-mark.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorNotice } from "#components/ui/problem-list.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import { useContactConversations } from "./use-conversations.ts";
import { goToConversation, useMerge } from "./use-merge.ts";

interface MergeDialogProps {
  conversation: Conversation;
  onClose: () => void;
}

/** Which other conversation of the same person this one goes into. */
export function MergeDialog({ conversation, onClose }: MergeDialogProps) {
  const all = useContactConversations(conversation.contact.id);
  const others = (all.data?.data ?? []).filter((other) => other.id !== conversation.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const { merge } = useMerge(conversation.id, (id) => {
    onClose();
    goToConversation(id);
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Merge into another conversation"
      description="All that was said here goes into the other one, in the order it was said. It can be taken back."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={chosen === null}
            pending={merge.isPending}
            onClick={() => chosen && merge.mutate(chosen)}
          >
            Merge
          </Button>
        </>
      }
    >
      {merge.isError && <ErrorNotice className="mb-3" what="They were not merged" error={merge.error} />}
      {all.isPending && <SkeletonRows rows={3} label="Loading their conversations" />}
      {all.isError && (
        <ErrorNotice
          what="Their conversations could not be loaded"
          error={all.error}
          onRetry={() => void all.refetch()}
        />
      )}
      {all.data && others.length === 0 && (
        <p className="py-6 text-center text-ink-muted">This person has no other conversation.</p>
      )}
      <div role="radiogroup" aria-label="Their other conversations" className="flex flex-col">
        {others.map((other) => (
          // biome-ignore lint/a11y/useSemanticElements: a row of several parts is the choice
          <button
            key={other.id}
            type="button"
            role="radio"
            aria-checked={chosen === other.id}
            onClick={() => setChosen(other.id)}
            className="flex items-center gap-2 rounded-md border border-transparent px-2 py-2 text-left hover:bg-hover aria-checked:border-accent aria-checked:bg-selected"
          >
            <ChannelMark channel={other.channel} size="small" />
            <span className="min-w-0 flex-1 truncate">{other.lastMessagePreview || "No messages"}</span>
            <span className="text-ink-faint text-xs">{other.status.replace("_", " ")}</span>
            <RelativeTime at={other.lastActivityAt} className="text-ink-faint text-xs" />
          </button>
        ))}
      </div>
    </Dialog>
  );
}
