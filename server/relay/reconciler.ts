import { systemActor } from "#server/access/actor.ts";
import { findMissed, GRACE } from "#server/conversations/find-missed.ts";
import { findRecipients } from "#server/notifications/find-recipients.ts";
import { tellPeople } from "#server/notifications/tell-people.ts";
import { listWorkspaces } from "#server/platform/cross-workspace.ts";
import { transact } from "#server/platform/database.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { type Missed, mendMissed } from "#server/relay/mend-missed.ts";

const log = loggerFor("missed");

const LOOK_EVERY = 15_000;
/** Seen in one look it may be between two hands; what is still so this much later is missed. */
const CONFIRMED_AFTER = 10_000;
const MOST_AT_ONCE = 500;

/** Looks for customers whom nobody has, puts that right and tells supervisors; remembers what one look saw for the next. */
export function createReconciler() {
  let seen = new Map<string, number>();
  return {
    /** One look over all workspaces; `now` in epoch milliseconds. Answers what was put right. */
    async look(now: number): Promise<Missed[]> {
      const before = seen;
      const next = new Map<string, number>();
      const mended: Missed[] = [];
      for (const { workspaceId } of await listWorkspaces()) {
        const found = await missedIn(workspaceId, now);
        for (const id of found) next.set(id, before.get(id) ?? now);
        const certain = found.filter((id) => now - (before.get(id) ?? now) >= CONFIRMED_AFTER);
        mended.push(...(await mendAll(workspaceId, certain)));
      }
      seen = next;
      return mended;
    },
  };
}

/** Looks every quarter of a minute until it is stopped. */
export function startReconciler(): { stop: () => Promise<void> } {
  const reconciler = createReconciler();
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(async () => {
      try {
        await reconciler.look(Date.now());
      } catch (error) {
        log.warn({ err: error }, "it could not be looked for missed messages");
      }
    });
  }, LOOK_EVERY);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

function missedIn(workspaceId: string, now: number): Promise<string[]> {
  const actor = systemActor(workspaceId, "reconciler");
  return transact(actor, (tx) => findMissed(tx, new Date(now - GRACE), MOST_AT_ONCE));
}

async function mendAll(workspaceId: string, conversationIds: string[]): Promise<Missed[]> {
  const mended: Missed[] = [];
  for (const conversationId of conversationIds) {
    try {
      const missed = await mendMissed(workspaceId, conversationId);
      if (missed) mended.push(missed);
    } catch (error) {
      log.error({ err: error, workspaceId, conversationId }, "a missed message could not be put right");
    }
  }
  if (mended.length > 0) await alarm(workspaceId, mended);
  return mended;
}

/** One word to the supervisors, however many there were. */
async function alarm(workspaceId: string, [first, ...more]: Missed[]): Promise<void> {
  if (!first) return;
  const minutes = Math.max(1, Math.round(first.waited / 60_000));
  const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
  const text =
    more.length === 0
      ? `A customer waited ${wait} while nobody had their message. It is being routed now.`
      : `${more.length + 1} customers waited, the longest ${wait}, while nobody had their messages. They are being routed now.`;
  await transact(systemActor(workspaceId, "reconciler"), async (tx) => {
    const people = await findRecipients(tx, "supervisor", null);
    const conversationId = first.conversationId;
    const userIds = people.map(({ id }) => id);
    await tellPeople(tx, { workspaceId, userIds, kind: "escalation", text, contactId: null, conversationId });
  });
}
