"use client";
import { SendHorizontal, StickyNote } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { ApiError } from "#components/api/api-error.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { Message } from "#core/api/messages.ts";
import type { Channel } from "#core/channel.ts";
import { CannedReplies } from "./canned-replies.tsx";
import { ChannelPicker, replyChannels } from "./channel-picker.tsx";
import { type ComposerMode, readDraft, writeDraft } from "./draft-store.ts";
import { NewerReply } from "./newer-reply.tsx";
import { useSendMessage } from "./use-conversation-actions.ts";

interface ComposerProps {
  conversation: Conversation;
  mode: ComposerMode;
  onModeChange: (mode: ComposerMode) => void;
  /** The newest message on screen: an answer over a newer one is refused. */
  lastSeenMessageId: string | null;
}

/** Where an agent answers on a channel, or leaves a note that only the team sees. */
export function Composer({ conversation, mode, onModeChange, lastSeenMessageId }: ComposerProps) {
  const [text, setText] = useState("");
  const [channel, setChannel] = useState<Channel | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const send = useSendMessage(conversation.id);
  const channels = replyChannels(conversation);
  const chosen = channel ?? channels[0] ?? null;
  const note = mode === "note";

  useEffect(() => setText(readDraft(conversation.id, mode)), [conversation.id, mode]);

  const write = (next: string) => {
    setText(next);
    writeDraft(conversation.id, mode, next);
  };
  const submit = (seen: string | null = lastSeenMessageId) => {
    const words = text.trim();
    if (words === "" || send.isPending || (!note && !chosen)) return;
    const body = note
      ? { text: words, note: true }
      : { text: words, channel: chosen ?? undefined, lastSeenMessageId: seen ?? undefined };
    send.mutate(body, { onSuccess: () => write(""), onSettled: () => box.current?.focus() });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    submit();
  };

  return (
    <section
      aria-label={note ? "Write a note" : "Write a reply"}
      className={classNames(
        "m-3 mt-0 rounded-lg border focus-within:border-line-control",
        note ? "border-note-line bg-note" : "border-line-strong bg-surface",
      )}
    >
      <ModeTabs mode={mode} onModeChange={onModeChange} />
      {!note && text.startsWith("/") && <CannedReplies query={text.slice(1)} onChoose={write} />}
      <Textarea
        ref={box}
        data-composer
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
        aria-label={note ? "Note" : "Reply"}
        placeholder={note ? "Only your team sees this" : "Write a reply, or / for a canned one"}
        className="max-h-60 min-h-18 border-0 bg-transparent text-reading focus-visible:outline-none"
      />
      {send.error && <SendError error={send.error} onSendAnyway={(newer) => submit(newer)} />}
      <div className="flex items-center gap-2 px-2 pb-2">
        {note ? (
          <span className="px-1 text-note-text text-xs">Only your team sees this</span>
        ) : (
          <ChannelPicker channels={channels} value={chosen} onValueChange={setChannel} />
        )}
        <span className="ml-auto hidden text-ink-faint text-xs sm:inline">
          <Kbd keys="⌘ ↵" />
        </span>
        <Button
          variant="primary"
          onClick={() => submit()}
          pending={send.isPending}
          disabled={text.trim() === "" || (!note && !chosen)}
        >
          {note ? <StickyNote aria-hidden /> : <SendHorizontal aria-hidden />}
          {note ? "Add note" : "Send"}
        </Button>
      </div>
    </section>
  );
}

function ModeTabs({ mode, onModeChange }: Pick<ComposerProps, "mode" | "onModeChange">) {
  return (
    <div role="tablist" aria-label="What to write" className="flex gap-1 px-2 pt-2">
      {(["reply", "note"] as const).map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          aria-selected={mode === each}
          onClick={() => onModeChange(each)}
          className="h-7 rounded-md px-2 font-medium text-ink-muted text-xs hover:text-ink aria-selected:bg-hover aria-selected:text-ink"
        >
          {each === "reply" ? "Reply" : "Note"}
        </button>
      ))}
    </div>
  );
}

/** Why it was not sent; the words stay in the box. */
function SendError({ error, onSendAnyway }: { error: Error; onSendAnyway: (newerId: string) => void }) {
  if (error instanceof ApiError && error.code === "reply_conflict") {
    const newer = error.extra.newerMessage as Message | undefined;
    if (newer) return <NewerReply newer={newer} onSendAnyway={() => onSendAnyway(newer.id)} />;
  }
  const why = error instanceof ApiError ? (error.problems[0]?.message ?? error.detail) : error.message;
  return (
    <p role="alert" className="px-3 pb-2 text-danger text-xs">
      Not sent. {why} Your words are still here.
    </p>
  );
}
