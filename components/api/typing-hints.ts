/** Someone is writing in a conversation. It holds for some seconds and is kept nowhere. */
export interface TypingHint {
  conversationId: string;
  by: "visitor" | "agent";
  name: string | null;
  /** The colleague's; null for a visitor. */
  userId: string | null;
}

type Listener = (hint: TypingHint) => void;

const listeners = new Set<Listener>();

/** Hears who is writing, as long as the returned function has not been called. */
export function onTyping(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Passes on a line of the live stream where it tells of typing; anything else is left alone. */
export function passTyping(data: string): void {
  const hint = typingHintOf(data);
  if (hint) for (const listener of listeners) listener(hint);
}

function typingHintOf(data: string): TypingHint | null {
  let fields: unknown;
  try {
    fields = JSON.parse(data);
  } catch {
    return null;
  }
  if (typeof fields !== "object" || fields === null || !("topic" in fields)) return null;
  const { topic, conversationId, by, name, userId } = fields as Record<string, unknown>;
  if (topic !== "typing" || typeof conversationId !== "string") return null;
  return {
    conversationId,
    by: by === "agent" ? "agent" : "visitor",
    name: typeof name === "string" && name !== "" ? name : null,
    userId: typeof userId === "string" ? userId : null,
  };
}
