import { Sparkles } from "lucide-react";
import { useMemo } from "react";
import type { Conversation } from "#core/api/conversations.ts";
import type { CannedResponse } from "#core/api/library.ts";
import type { Message } from "#core/api/messages.ts";
import { useCannedReplies } from "./canned-replies.ts";
import { suggestReplies } from "./suggest-replies.ts";

interface SuggestedRepliesProps {
  conversation: Conversation;
  thread: readonly Message[];
  onChoose: (reply: CannedResponse) => void;
}

/** Replies that may answer the customer's last words. Choosing one only writes it: it is read before it is sent. */
export function SuggestedReplies({ conversation, thread, onChoose }: SuggestedRepliesProps) {
  const last = thread.findLast((message) => !message.note);
  const asks = last?.direction === "in" ? last : null;
  const replies = useCannedReplies(asks ? "" : null);
  const fitting = useMemo(
    () =>
      asks && replies
        ? suggestReplies(replies, {
            text: asks.text,
            intent: asks.intent?.key ?? conversation.intent?.key ?? null,
          })
        : [],
    [asks, replies, conversation.intent],
  );
  if (fitting.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-2 pt-2">
      <span className="inline-flex items-center gap-1 text-ink-muted text-xs">
        <Sparkles className="size-3.5" aria-hidden />
        Suggested
      </span>
      {fitting.map((reply) => (
        <button
          key={reply.id}
          type="button"
          title={reply.text}
          onClick={() => onChoose(reply)}
          className="h-6 max-w-60 truncate rounded-sm border border-line-strong px-2 text-xs hover:bg-hover"
        >
          {reply.name}
        </button>
      ))}
    </div>
  );
}
