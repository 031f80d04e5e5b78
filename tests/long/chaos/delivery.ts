import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "#tests/long/chaos/pick.ts";

const LONGEST_WAIT = 800;
const RETRY = 400;

/**
 * The network between us and everybody else at its worst: each thing is delivered twice, at random moments, hence
 * out of order, and again until it was taken.
 */
export class Delivery {
  private readonly random: Random;
  private readonly underWay = new Set<Promise<void>>();
  /** Deliveries that were not taken at the first try. */
  repeats = 0;

  constructor(random: Random) {
    this.random = random;
  }

  /**
   * Resolves when one of the copies was taken.
   * @param post resolves with the status that it was answered with
   */
  deliver(post: () => Promise<number>): Promise<void> {
    const copies = [this.insist(post), this.insist(post)];
    for (const copy of copies) {
      const tracked = copy.finally(() => this.underWay.delete(tracked));
      this.underWay.add(tracked);
    }
    return Promise.race(copies);
  }

  /** Resolves when all that was given to it is delivered. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private async insist(post: () => Promise<number>): Promise<void> {
    await delay(this.random() * LONGEST_WAIT);
    for (;;) {
      const status = await post().catch(() => 0);
      if (status >= 200 && status < 300) return;
      if (status >= 400 && status < 500 && status !== 429) throw new Error(`It was refused: ${status}`);
      this.repeats += 1;
      await delay(RETRY + this.random() * RETRY);
    }
  }
}
