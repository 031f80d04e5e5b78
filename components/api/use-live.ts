"use client";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type LiveState, openLiveConnection } from "#components/api/live-connection.ts";
import { topicsTouched } from "#components/api/query-keys.ts";
import { passTyping } from "#components/api/typing-hints.ts";
import { LIVE_TOPICS, type LiveTopic } from "#core/api/live.ts";

/** Many hints in a burst become one renewal. */
const BURST = 120;

/** Listens to /api/live and renews what its hints make stale. Stands once, in the studio's frame. */
export function useLive(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(() => listenLive(client, setState), [client]);
  return state;
}

function listenLive(client: QueryClient, changed: (state: LiveState) => void): () => void {
  const stale = new Set<string>();
  let flushing: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    flushing = undefined;
    const topics = [...stale];
    stale.clear();
    for (const topic of topics) void client.invalidateQueries({ queryKey: [topic] });
  };
  const hear = (data: string) => {
    const topic = topicOf(data);
    if (!topic) return;
    if (topic === "typing") return passTyping(data);
    for (const each of topicsTouched(topic)) stale.add(each);
    flushing ??= setTimeout(flush, BURST);
  };
  const renew = () => {
    void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "resource" });
  };
  const close = openLiveConnection({ hear, renew, changed });
  return () => {
    close();
    clearTimeout(flushing);
  };
}

const TOPICS: ReadonlySet<string> = new Set(LIVE_TOPICS);

/** The topic of a hint `{topic, id}`; null for anything else. */
export function topicOf(data: string): LiveTopic | null {
  try {
    const hint: unknown = JSON.parse(data);
    if (typeof hint !== "object" || hint === null || !("topic" in hint)) return null;
    return typeof hint.topic === "string" && TOPICS.has(hint.topic) ? (hint.topic as LiveTopic) : null;
  } catch {
    return null;
  }
}
