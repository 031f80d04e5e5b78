import type { LiveTopic } from "#core/api/live.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface Telling {
  workspaceId: string;
  topic: LiveTopic;
  id: string;
  conversationId?: string;
  /** Of a notification: who alone may hear it. Of typing and viewing: who does it. */
  userId?: string | undefined;
  by?: "visitor" | "agent";
  name?: string | undefined;
  /** Milliseconds after which nobody who comes back needs to hear of it. */
  holds?: number;
}

/** Tells the browsers on commit of something that is no event. What is an event is told without this. */
export async function tellLive(tx: Transaction, telling: Telling): Promise<void> {
  const { workspaceId, topic, id, conversationId, userId, by, name, holds } = telling;
  await tx.liveHint.createMany({
    data: [
      {
        workspaceId,
        topic,
        subjectId: id,
        conversationId: conversationId ?? null,
        userId: userId ?? null,
        data: { ...(by && { by }), ...(name && { name }) },
        staleAt: holds === undefined ? null : new Date(Date.now() + holds),
      },
    ],
  });
}
