import { systemActor } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";

const MESSAGES = 40;
/** Characters of one message, so that a long one does not push out what was said before. */
const LONGEST = 4_000;

/** What was said, as a model gets it. */
export interface Line {
  from: "customer" | "business";
  at: string;
  text: string;
}

/** The last messages of a conversation, oldest first, without notes and without what was never sent. */
export async function readTranscript(workspaceId: string, conversationId: string | null): Promise<Line[]> {
  if (conversationId === null) return [];
  const messages = await transact(systemActor(workspaceId, "engine"), (tx) =>
    tx.message.findMany({
      where: {
        conversationId,
        erasedAt: null,
        text: { not: "" },
        status: { notIn: ["failed", "suppressed"] },
      },
      orderBy: { position: "desc" },
      take: MESSAGES,
      select: { direction: true, text: true, createdAt: true },
    }),
  );
  return messages.reverse().map(({ direction, text, createdAt }) => ({
    from: direction === "in" ? "customer" : "business",
    at: createdAt.toISOString(),
    text: text.slice(0, LONGEST),
  }));
}
