import { useEffect, useRef, useState } from "react";
import { api } from "#components/api/client.ts";
import { onTyping } from "#components/api/typing-hints.ts";
import { useViewer } from "#components/shell/viewer.tsx";
import type { Message } from "#core/api/messages.ts";

interface Writer {
  /** The colleague's id, or "visitor". */
  key: string;
  name: string | null;
}

/** A hint holds this long, in milliseconds; whoever goes on writing tells again before. */
const HOLDS = 6_000;
const TOLD_EVERY = 3_000;

/** Who else is writing in a conversation now: the customer, or a colleague. Their message ends it. */
export function useWriters(conversationId: string, newest: Message | undefined): Writer[] {
  const [writers, setWriters] = useState<Writer[]>([]);
  const viewer = useViewer();
  useEffect(() => {
    const timers = new Map<string, ReturnType<typeof setTimeout>>();
    const stop = onTyping((hint) => {
      if (hint.conversationId !== conversationId || hint.userId === viewer.id) return;
      const key = hint.userId ?? hint.by;
      setWriters((now) => [...without(now, key), { key, name: hint.name }]);
      clearTimeout(timers.get(key));
      timers.set(
        key,
        setTimeout(() => setWriters((now) => without(now, key)), HOLDS),
      );
    });
    return () => {
      stop();
      for (const timer of timers.values()) clearTimeout(timer);
    };
  }, [conversationId, viewer.id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new message ends their writing
  useEffect(() => {
    if (!newest) return;
    const author = newest.direction === "in" ? "visitor" : newest.author.id;
    setWriters((now) => without(now, author));
  }, [newest?.id]);
  return writers;
}

function without(writers: Writer[], key: string | undefined): Writer[] {
  return writers.some((writer) => writer.key === key)
    ? writers.filter((writer) => writer.key !== key)
    : writers;
}

/** Tells the customer and the colleagues that the viewer is writing, every few seconds at most. */
export function useTellTyping(conversationId: string): () => void {
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  return () => {
    const now = performance.now();
    if (now - toldAt.current < TOLD_EVERY) return;
    toldAt.current = now;
    // A hint that is lost costs nothing.
    api.post(`/conversations/${conversationId}/typing`).catch(() => {});
  };
}
