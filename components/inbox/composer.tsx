"use client";
import { SendHorizontal, StickyNote } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ApiError } from "#components/api/api-error.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { Message } from "#core/api/messages.ts";
import type { Channel } from "#core/channel.ts";
import { ChannelPicker, replyChannels } from "./channel-picker.tsx";
import { ComposerBox } from "./composer-box.tsx";
import { type ComposerMode, readDraft, writeDraft } from "./draft-store.ts";
import { mentionsIn, useColleagues } from "./mentions.ts";
import type { Outgoing } from "./outgoing.ts";
import { SendError } from "./send-error.tsx";
import { outgoing, type useSendMessage } from "./use-send-message.ts";
import { useTellTyping } from "./use-typing.ts";

interface ComposerProps {
  conversation: Conversation;
  mode: ComposerMode;
  onModeChange: (mode: ComposerMode) => void;
  /** What is on screen: an answer over a newer one is refused. */
  thread: readonly Message[];
  send: ReturnType<typeof useSendMessage>;
  /** Escape leaves the box, so that the single keys work again. */
  onLeave: () => void;
}

/** Where an agent answers on a channel, or leaves a note that only the team sees. */
export function Composer({ conversation, mode, onModeChange, thread, send, onLeave }: ComposerProps) {
  const [text, setText] = useState("");
  const [channel, setChannel] = useState<Channel | null>(null);
  const [refused, setRefused] = useState<{ error: ApiError; sent: Outgoing } | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const tellTyping = useTellTyping(conversation.id);
  const colleagues = useColleagues(mode === "note");
  const channels = replyChannels(conversation);
  const chosen = channel ?? channels[0] ?? null;
  const note = mode === "note";
  const ready = text.trim() !== "" && (note || chosen !== null);

  useEffect(() => {
    setText(readDraft(conversation.id, mode));
    setRefused(null);
  }, [conversation.id, mode]);

  const write = (next: string) => {
    setText(next);
    writeDraft(conversation.id, mode, next);
  };
  const submit = (seen = thread.findLast((message) => !message.note)?.id) => {
    if (!ready) return;
    const words = text.trim();
    const body = note
      ? { text: words, note: true, mentions: mentionsIn(words, colleagues) }
      : { text: words, channel: chosen ?? undefined, lastSeenMessageId: seen };
    const again = refused && mayHaveArrived(refused.error) && refused.sent.body.text === words;
    const sent = again ? refused.sent : outgoing(body, thread);
    setRefused(null);
    write("");
    send.mutate(sent, {
      onError: (error) => {
        setText(readDraft(conversation.id, mode));
        setRefused({ error, sent });
      },
    });
    box.current?.focus();
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
      <ComposerBox
        ref={box}
        conversation={conversation}
        note={note}
        colleagues={colleagues}
        text={text}
        onWrite={(next) => {
          write(next);
          if (!note && next.trim() !== "") tellTyping();
        }}
        onSubmit={() => submit()}
        onLeave={onLeave}
      />
      {refused && <SendError error={refused.error} onSendAnyway={(newer) => submit(newer)} />}
      <div className="flex items-center gap-2 px-2 pb-2">
        {note ? (
          <span className="px-1 text-note-text text-xs">Only your team sees this</span>
        ) : (
          <ChannelPicker
            conversation={conversation}
            channels={channels}
            value={chosen}
            onValueChange={setChannel}
          />
        )}
        <span className="ml-auto hidden text-ink-faint text-xs sm:inline">
          <Kbd keys="⌘ ↵" />
        </span>
        <Button
          variant="primary"
          onClick={() => submit()}
          disabled={!ready}
          className="max-sm:ml-auto"
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          {note ? <StickyNote aria-hidden /> : <SendHorizontal aria-hidden />}
          {note ? "Add note" : "Send"}
        </Button>
      </div>
    </section>
  );
}

/** No answer came: the server may have it, so that a repeat must be known as one. */
const mayHaveArrived = (error: ApiError) => error.status === 0 || error.status >= 500;

function ModeTabs({ mode, onModeChange }: Pick<ComposerProps, "mode" | "onModeChange">) {
  return (
    <fieldset className="flex gap-1 px-2 pt-2">
      <legend className="sr-only">What to write</legend>
      {(["reply", "note"] as const).map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={mode === each}
          onClick={() => onModeChange(each)}
          className="h-7 rounded-md px-2 font-medium text-ink-muted text-xs hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink"
        >
          {each === "reply" ? "Reply" : "Note"}
        </button>
      ))}
    </fieldset>
  );
}
