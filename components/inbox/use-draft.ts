import { useEffect, useRef, useState } from "react";
import type { ApiError } from "#components/api/api-error.ts";
import { api } from "#components/api/client.ts";
import type { Draft } from "#core/api/drafts.ts";
import { type ComposerMode, readDraft, WORDS_BACK, writeDraft } from "./draft-store.ts";

/** So long after the last letter (ms) the draft is kept on the server too. */
const SETTLES = 1_500;

/**
 * What is being written in a conversation. It stays in this browser with every letter and goes to the server a
 * moment later, so that it is there on another machine.
 */
export function useDraft(conversationId: string, mode: ComposerMode) {
  const [text, setText] = useState("");
  const kept = useRef({ saved: "", timer: undefined as ReturnType<typeof setTimeout> | undefined });

  useEffect(() => {
    const here = readDraft(conversationId, mode);
    setText(here);
    kept.current = { saved: here, timer: undefined };
    let left = false;
    if (here === "")
      void readKept(conversationId, mode).then((there) => {
        if (left || there === "" || readDraft(conversationId, mode) !== "") return;
        kept.current.saved = there;
        writeDraft(conversationId, mode, there);
        setText(there);
      });
    const comeBack = (event: Event) => {
      if ((event as CustomEvent<string>).detail === conversationId) setText(readDraft(conversationId, mode));
    };
    window.addEventListener(WORDS_BACK, comeBack);
    return () => {
      left = true;
      window.removeEventListener(WORDS_BACK, comeBack);
      clearTimeout(kept.current.timer);
      keep(conversationId, mode, readDraft(conversationId, mode), kept.current);
    };
  }, [conversationId, mode]);

  const write = (next: string) => {
    setText(next);
    writeDraft(conversationId, mode, next);
    clearTimeout(kept.current.timer);
    kept.current.timer = setTimeout(() => keep(conversationId, mode, next, kept.current), SETTLES);
  };
  return { text, setText, write };
}

async function readKept(conversationId: string, mode: ComposerMode): Promise<string> {
  const path = `/conversations/${conversationId}/draft`;
  const drafts = await api.get<{ data: Draft[] }>(path).catch((_: ApiError) => null);
  return drafts?.data.find((draft) => draft.mode === mode)?.text ?? "";
}

function keep(conversationId: string, mode: ComposerMode, text: string, kept: { saved: string }): void {
  if (text === kept.saved) return;
  kept.saved = text;
  // This browser has the words; the server's copy is a help for other machines.
  api.put(`/conversations/${conversationId}/draft`, { mode, text }).catch(() => {});
}
