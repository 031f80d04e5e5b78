import type { RunRest } from "#core/journey/wake.ts";
import { loggerFor } from "#server/platform/logger.ts";

const log = loggerFor("engine");

/**
 * Walks of runs, of which a slow one is left to itself: its place goes to the next, its cohort is told to ask again
 * later, and whoever carries the run next in this process waits for it first.
 */
export class Walks {
  private readonly behind = new Map<string, Promise<unknown>>();
  private readonly patience: number;
  private readonly mostBehind: number;

  /** @param patience milliseconds a walk may take before it is left to itself */
  constructor({ patience, mostBehind }: { patience: number; mostBehind: number }) {
    this.patience = patience;
    this.mostBehind = mostBehind;
  }

  async walk(runId: string, work: () => Promise<RunRest>): Promise<RunRest> {
    const later: RunRest = { runId, kind: "retry", reason: "It takes longer than its neighbours." };
    const earlier = this.behind.get(runId);
    if (earlier && !(await this.endsSoon(earlier))) return later;
    const walking = work();
    if (await this.endsSoon(walking)) return walking;
    // So many slow ones at once are the provider's trouble, not one run's: no more are begun beside them.
    if (this.behind.size >= this.mostBehind) return walking;
    const left = walking
      .catch((error: unknown) => log.error({ err: error, runId }, "a slow run broke off"))
      .finally(() => this.behind.delete(runId));
    this.behind.set(runId, left);
    return later;
  }

  /** Resolves when nobody walks alone any more: a worker that stops waits for it. */
  async settled(): Promise<void> {
    await Promise.all(this.behind.values());
  }

  private endsSoon(walking: Promise<unknown>): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), this.patience);
      const ended = () => {
        clearTimeout(timer);
        resolve(true);
      };
      walking.then(ended, ended);
    });
  }
}
