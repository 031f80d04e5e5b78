import type { OpenAccount } from "#channels/inbound.ts";
import type { Actor } from "#server/access/actor.ts";
import { openAccount } from "#server/channels/open-account.ts";
import { transact } from "#server/platform/database.ts";

export interface VoiceAccount extends OpenAccount {
  isPaused: boolean;
}

/** The account that a call is made from: the one of a key, else the oldest; undefined where there is none. */
export async function findVoiceAccount(actor: Actor, key?: string): Promise<VoiceAccount | undefined> {
  const row = await transact(actor, (tx) =>
    tx.channelAccount.findFirst({
      where: { type: "voice", archivedAt: null, ...(key === undefined ? {} : { key }) },
      orderBy: { id: "asc" },
    }),
  );
  return row ? { ...openAccount(row), isPaused: row.status === "paused" } : undefined;
}
