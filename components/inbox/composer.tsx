"use client";
import { SendHorizontal, StickyNote } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import type { ApiError } from "#components/api/api-error.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { useNow } from "#components/ui/relative-time.tsx";
import type { Conversation } from "#core/api/conversations.ts";
import type { Message } from "#core/api/messages.ts";
import type { Channel } from "#core/channel.ts";
import { ChannelPicker, RuleWords, replyChannels } from "./channel-picker.tsx";
import { useChannelRules } from "./channel-rules.ts";
import { ComposerBox } from "./composer-box.tsx";
import { type ComposerMode, readDraft } from "./draft-store.ts";
import { mentionsIn, useColleagues } from "./mentions.ts";
import type { Outgoing } from "./outgoing.ts";
import { SendError } from "./send-error.tsx";
import type { SendLater } from "./send-menu.tsx";
import { SuggestedReplies } from "./suggested-replies.tsx";
import { useDraft } from "./use-draft.ts";
import { useFillReply } from "./use-fill-reply.ts";
import type { useMacro } from "./use-macro.ts";
import { outgoing, type useSendMessage } from "./use-send-message.ts";
import { useTellTyping } from "./use-typing.ts";

const SendMenu = dynamic(() => import("./send-menu.tsx").then((file) => file.SendMenu));
const MacroMenu = dynamic(() => import("./macro-menu.tsx").then((file) => file.MacroMenu));

interface ComposerProps {
  conversation: Conversation;
  mode: ComposerMode;
  onModeChange: (mode: ComposerMode) => void;
  /** What is on screen: an answer over a newer one is refused. */
  thread: readonly Message[];
  send: ReturnType<typeof useSendMessage>;
  macro: ReturnType<typeof useMacro>;
  macrosOpen: boolean;
  onMacrosOpen: (open: boolean) => void;
  /** Escape leaves the box, so that the single keys work again. */
  onLeave: () => void;
}

/** Where an agent answers on a channel, or leaves a note that only the team sees. */
export function Composer(props: ComposerProps) {
  const { conversation, mode, onModeChange, thread, send, macro, onLeave } = props;
  const { text, setText, write } = useDraft(conversation.id, mode);
  const [channel, setChannel] = useState<Channel | null>(null);
  const [refused, setRefused] = useState<{ error: ApiError; sent: Outgoing } | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const tellTyping = useTellTyping(conversation.id);
  const fill = useFillReply(conversation);
  const colleagues = useColleagues(mode === "note");
  const ruleOf = useChannelRules(conversation.contact.id, thread, useNow());
  const channels = replyChannels(conversation);
  const chosen = channel ?? channels[0] ?? null;
  const note = mode === "note";
  const ready = text.trim() !== "" && (note || chosen !== null);
  const lastSeen = thread.findLast((message) => !message.note)?.id;

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was refused belongs to one conversation and mode
  useEffect(() => setRefused(null), [conversation.id, mode]);

  const submit = (later?: SendLater, seen = lastSeen) => {
    if (!ready) return;
    const words = text.trim();
    const body = note
      ? { text: words, note: true, mentions: mentionsIn(words, colleagues) }
      : { text: words, channel: chosen ?? undefined, lastSeenMessageId: seen, ...later };
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
      {!note && text === "" && (
        <SuggestedReplies
          conversation={conversation}
          thread={thread}
          onChoose={(reply) =>
            void fill(reply.text).then((words) => {
              write(words);
              box.current?.focus();
            })
          }
        />
      )}
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
      {refused && <SendError error={refused.error} onSendAnyway={(newer) => submit(undefined, newer)} />}
      {macro.isError && <SendError error={macro.error} onSendAnyway={() => macro.reset()} />}
      <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1 px-2 pb-2">
        {note ? (
          <span className="px-1 text-note-text text-xs">Only your team sees this</span>
        ) : (
          <>
            <ChannelPicker
              conversation={conversation}
              channels={channels}
              value={chosen}
              ruleOf={ruleOf}
              onValueChange={setChannel}
            />
            {chosen && <RuleWords rule={ruleOf(chosen)} />}
          </>
        )}
        <MacroMenu
          open={props.macrosOpen}
          onOpenChange={props.onMacrosOpen}
          onRun={(chosenMacro) => macro.mutate({ macro: chosenMacro, lastSeenMessageId: lastSeen })}
        />
        <span className="ml-auto hidden text-ink-faint text-xs sm:inline">
          <Kbd keys="⌘ ↵" />
        </span>
        <span className="flex max-sm:ml-auto">
          <Button
            variant="primary"
            onClick={() => submit()}
            disabled={!ready}
            className={note ? undefined : "rounded-r-none"}
            aria-keyshortcuts="Control+Enter Meta+Enter"
          >
            {note ? <StickyNote aria-hidden /> : <SendHorizontal aria-hidden />}
            {note ? "Add note" : "Send"}
          </Button>
          {!note && <SendMenu disabled={!ready} onSend={(later) => submit(later)} />}
        </span>
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
