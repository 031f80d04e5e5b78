import { z } from "zod";
import { listen } from "#server/relay/listen.ts";

/** Something changed; whoever hears of it reads the rows under their own permissions. */
export interface Hint {
  workspaceId: string;
  topic: "conversation" | "message" | "run" | "presence" | "journey" | "notification" | "typing";
  id: string | null;
  conversationId?: string | null;
  journeyId?: string | null;
  /** Who is typing. */
  by?: "visitor" | "agent";
  name?: string;
  userId?: string;
}

/** A hint; or `null` when hints may have been lost, so that everything should be read again. */
export type HintListener = (hint: Hint | null) => void;

const hintSchema = z.object({
  workspaceId: z.string(),
  topic: z.enum(["conversation", "message", "run", "presence", "journey", "notification", "typing"]),
  id: z.string().nullable(),
  conversationId: z.string().nullish(),
  journeyId: z.string().nullish(),
  by: z.enum(["visitor", "agent"]).optional(),
  name: z.string().optional(),
  userId: z.string().optional(),
});

interface Hub {
  listeners: Map<string, Set<HintListener>>;
  stop: () => Promise<void>;
}

/** On globalThis, so that a reload in development keeps one connection. */
const holder = globalThis as typeof globalThis & { throughlineRealtime?: Hub };

/**
 * Hears of a workspace's changes, as they are committed. All subscribers of a process share one connection, which
 * opens with the first and closes with the last.
 * @returns a function that ends the subscription
 */
export function subscribe(workspaceId: string, listener: HintListener): () => void {
  holder.throughlineRealtime ??= openHub();
  const hub = holder.throughlineRealtime;
  const group = hub.listeners.get(workspaceId) ?? new Set();
  group.add(listener);
  hub.listeners.set(workspaceId, group);
  return () => {
    group.delete(listener);
    if (group.size === 0 && hub.listeners.get(workspaceId) === group) hub.listeners.delete(workspaceId);
    if (hub.listeners.size > 0 || holder.throughlineRealtime !== hub) return;
    holder.throughlineRealtime = undefined;
    void hub.stop();
  };
}

function openHub(): Hub {
  const listeners: Hub["listeners"] = new Map();
  const stop = listen("throughline", (payload) => {
    const hint = parseHint(payload);
    const groups = hint ? [listeners.get(hint.workspaceId) ?? []] : listeners.values();
    for (const group of groups) for (const listener of group) listener(hint);
  });
  return { listeners, stop };
}

/** The listening connection says nothing (again) when it has just been made. */
function parseHint(payload: string): Hint | null {
  if (payload === "") return null;
  try {
    return hintSchema.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    return null;
  }
}
