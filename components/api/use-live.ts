"use client";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type LiveTopic, topicsTouched } from "#components/api/query-keys.ts";
import { passTyping } from "#components/api/typing-hints.ts";

export type LiveState = "connecting" | "live" | "lost";

/** Many hints in a burst become one renewal. */
const BURST = 120;
/** The browser reconnects by itself; only a longer gap is worth a word. */
const GRACE = 4_000;

/**
 * Listens to /api/live and renews what its hints make stale. What was sent before the stream opened is lost,
 * so every opening renews all that is on screen. Stands once, in the studio's frame.
 */
export function useLive(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(() => listenLive(client, setState), [client]);
  return state;
}

function listenLive(client: QueryClient, onState: (state: LiveState) => void): () => void {
  const stale = new Set<string>();
  let flushing: ReturnType<typeof setTimeout> | undefined;
  let losing: ReturnType<typeof setTimeout> | undefined;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource;

  const flush = () => {
    flushing = undefined;
    const topics = [...stale];
    stale.clear();
    for (const topic of topics) void client.invalidateQueries({ queryKey: [topic] });
  };
  const hear = (event: MessageEvent<string>) => {
    const topic = topicOf(event.data);
    if (!topic) return passTyping(event.data);
    for (const each of topicsTouched(topic)) stale.add(each);
    flushing ??= setTimeout(flush, BURST);
  };
  const open = () => {
    source = new EventSource("/api/live");
    source.onopen = () => {
      clearTimeout(losing);
      losing = undefined;
      onState("live");
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "resource" });
    };
    source.onmessage = hear;
    source.onerror = () => {
      losing ??= setTimeout(() => onState("lost"), GRACE);
      // A refused stream is closed for good by the browser: ask again after a while.
      if (source.readyState === EventSource.CLOSED) reopening = setTimeout(open, GRACE);
    };
  };
  open();
  return () => {
    source.close();
    clearTimeout(flushing);
    clearTimeout(losing);
    clearTimeout(reopening);
  };
}

const TOPICS: ReadonlySet<string> = new Set<LiveTopic>([
  "conversation",
  "message",
  "run",
  "presence",
  "journey",
  "notification",
]);

/** The topic of a hint `{topic, id}`; null for anything else, such as a heartbeat. */
export function topicOf(data: string): LiveTopic | null {
  try {
    const hint: unknown = JSON.parse(data);
    if (typeof hint !== "object" || hint === null || !("topic" in hint)) return null;
    return typeof hint.topic === "string" && TOPICS.has(hint.topic) ? (hint.topic as LiveTopic) : null;
  } catch {
    return null;
  }
}
