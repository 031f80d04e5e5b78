import { setTimeout as delay } from "node:timers/promises";

const firstPause = 500;
const longestPause = 30_000;
const healthyAfter = 60_000;
const mostAttempts = 10;

/** @typedef {{ pid: number, exited: Promise<unknown>, stop: () => Promise<void> }} Part */

/**
 * Keeps one part of the instance running: starts it again when it ends by itself, at growing intervals, until
 * it has failed ten times with no healthy minute in between.
 * @template {Part} Running
 */
export class Supervised {
  #name;
  #launch;
  #onGivingUp;
  #stopping = new AbortController();
  /** @type {Running | undefined} */
  #running;
  /** @type {Promise<void> | undefined} */
  #watching;

  /**
   * @param {object} options
   * @param {string} options.name for the person who reads the terminal
   * @param {() => Promise<Running>} options.launch
   * @param {(error: Error) => void} options.onGivingUp
   */
  constructor({ name, launch, onGivingUp }) {
    this.#name = name;
    this.#launch = launch;
    this.#onGivingUp = onGivingUp;
  }

  /** Starts it for the first time; a failure here is the caller's to show. */
  async start() {
    const running = await this.#launch();
    this.#running = running;
    this.#watching = this.#watch(running);
    return running;
  }

  /** Ends it so that it is started again, as when a setting it was given has changed. */
  async restart() {
    await this.#running?.stop();
  }

  async stop() {
    this.#stopping.abort();
    await this.#running?.stop();
    await this.#watching;
    // A launch that was under way when the stop came has finished by now.
    await this.#running?.stop();
  }

  /** @param {Running} first */
  async #watch(first) {
    let pause = firstPause;
    let failures = 0;
    /** @type {Running | undefined} */
    let current = first;
    while (!this.#stopping.signal.aborted) {
      const started = Date.now();
      await current?.exited;
      if (this.#stopping.signal.aborted) return;
      const wasHealthy = current !== undefined && Date.now() - started > healthyAfter;
      failures = wasHealthy ? 1 : failures + 1;
      pause = wasHealthy ? firstPause : Math.min(pause * 2, longestPause);
      if (failures > mostAttempts) {
        this.#onGivingUp(new Error(`The ${this.#name} keeps ending and was started ${mostAttempts} times.`));
        return;
      }
      console.error(`The ${this.#name} ended by itself; starting it again.`);
      current = await this.#relaunch(pause);
    }
  }

  /** @param {number} pause */
  async #relaunch(pause) {
    try {
      await delay(pause, undefined, { signal: this.#stopping.signal });
      this.#running = await this.#launch();
      return this.#running;
    } catch (error) {
      if (!this.#stopping.signal.aborted) console.error(error instanceof Error ? error.message : error);
      return undefined;
    }
  }
}
