import type { LiveTopic } from "#core/api/live.ts";

type Filter = Record<string, unknown>;

/**
 * Keys of everything asked of the API. The first part is the topic of the live stream that makes it stale,
 * so that a hint about a topic renews all that hangs on it.
 */
export const queryKeys = {
  conversations: (filter: Filter = {}) => ["conversation", "list", filter] as const,
  conversation: (id: string) => ["conversation", id] as const,
  conversationPart: (id: string, part: string) => ["conversation", id, part] as const,
  messages: (conversationId: string) => ["message", conversationId] as const,
  runs: (filter: Filter = {}) => ["run", "list", filter] as const,
  run: (id: string) => ["run", id] as const,
  runOperation: (id: string) => ["operation", id] as const,
  runSteps: (id: string) => ["run", id, "steps"] as const,
  journeys: (filter: Filter = {}) => ["journey", "list", filter] as const,
  journey: (id: string) => ["journey", id] as const,
  publishPreview: (id: string, revision: number, nodeMap: Filter) =>
    ["run", "publish preview", id, revision, nodeMap] as const,
  journeyVersions: (id: string) => ["journey", id, "versions"] as const,
  journeyVersion: (id: string, version: number) => ["journey", id, "versions", version] as const,
  sending: () => ["journey", "sending"] as const,
  notifications: () => ["notification"] as const,
  viewers: (conversationId: string) => ["viewing", conversationId] as const,
  users: () => ["presence", "users"] as const,
  viewer: () => ["presence", "viewer"] as const,
  board: () => ["board"] as const,
  metric: (name: string, filter: Filter) => ["metric", name, filter] as const,
  /** Settings and other lists that no hint covers: `resource("channels")`. */
  resource: (name: string, ...rest: unknown[]) => ["resource", name, ...rest] as const,
};

/** First parts of the keys that a hint about a topic makes stale. */
export function topicsTouched(topic: LiveTopic): string[] {
  if (topic === "message") return ["message", "conversation", "metric", "board"];
  if (topic === "conversation") return ["conversation", "metric", "board"];
  if (topic === "presence") return ["presence", "board"];
  return [topic];
}
