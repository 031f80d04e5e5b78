import { loggerFor } from "#server/platform/logger.ts";
import { listen } from "#server/relay/listen.ts";

const log = loggerFor("relay");

/** A queue in Postgres: how to take from it, work on what was taken, and know when more is due. */
export interface Queue<Claim> {
  name: string;
  /** The Postgres channel that tells of new entries. */
  channel: string;
  claim(most: number): Promise<Claim[]>;
  /** Must settle the claim itself, also when it fails. */
  work(claim: Claim): Promise<void>;
  /** When the next entry can be claimed; null when none waits. */
  nextAt(): Promise<Date | null>;
  concurrency: number;
}

export interface RunningQueue {
  /** Takes nothing more and waits for what is being worked on. */
  stop(): Promise<void>;
}

/** The longest it sleeps without looking: a safety net, since notifications do the waking. */
const LONGEST_SLEEP = 15_000;
const AFTER_AN_ERROR = 1_000;

/**
 * Works a queue: wakes on a notification or when the next entry falls due, takes as many entries as have
 * room, and takes more as soon as one is finished.
 */
export function startQueue<Claim>(queue: Queue<Claim>): RunningQueue {
  const working = new Set<Promise<void>>();
  let stopped = false;
  let looking = false;
  let lookAgain = false;
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    if (stopped) return;
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    clearTimeout(timer);
    void takeAll().finally(() => {
      looking = false;
      if (lookAgain) {
        lookAgain = false;
        look();
      }
    });
  }

  async function takeAll(): Promise<void> {
    try {
      for (;;) {
        const room = queue.concurrency - working.size;
        // A full house looks again when someone leaves.
        if (stopped || room <= 0) return;
        const claims = await queue.claim(room);
        for (const claim of claims) begin(claim);
        if (claims.length < room) break;
      }
      const next = await queue.nextAt();
      sleep(next ? Math.max(next.getTime() - Date.now(), 5) : LONGEST_SLEEP);
    } catch (error) {
      log.warn({ err: error, queue: queue.name }, "the queue could not be read");
      sleep(AFTER_AN_ERROR);
    }
  }

  function begin(claim: Claim): void {
    const work = queue
      .work(claim)
      .catch((error: unknown) =>
        log.error({ err: error, queue: queue.name }, "an entry could not be settled"),
      )
      .finally(() => {
        working.delete(work);
        look();
      });
    working.add(work);
  }

  function sleep(milliseconds: number): void {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(look, Math.min(milliseconds, LONGEST_SLEEP));
  }

  const stopListening = listen(queue.channel, look);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await stopListening();
      await Promise.all(working);
    },
  };
}
