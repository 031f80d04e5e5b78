import { uuidv7 } from "uuidv7";
import type { Transaction } from "#server/platform/database.ts";

export interface Telling {
  workspaceId: string;
  userIds: string[];
  kind: "escalation" | "notice";
  text: string;
  contactId: string | null;
  conversationId: string | null;
  run?: { runId: string; effectKey: string };
}

/** Tells people something in the studio. Told again under the same effect key, nobody hears it twice. */
export async function tellPeople(tx: Transaction, { userIds, run, ...telling }: Telling): Promise<void> {
  await tx.notification.createMany({
    data: userIds.map((userId) => ({ id: uuidv7(), userId, ...telling, ...run })),
    skipDuplicates: true,
  });
}
