import type { RunStatus } from "#core/journey/run.ts";
import type { CarryItem, EventReference, RestingRun, RunRest, SlowWork } from "#core/journey/wake.ts";

interface Entry {
  run: RestingRun;
  inbox: EventReference[];
  /** Events that the activity under way was given. */
  carrying: EventReference[] | null;
  slow: { work: SlowWork; started: boolean } | null;
}

const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 60_000;
/** Events that a run which cannot be carried keeps. */
const MOST_KEPT = 200;

/**
 * The rests of 1 to 200 runs: who is due, who is being carried, what waits in whose inbox. Deterministic and
 * without I/O; time comes in as epoch milliseconds.
 */
export class Cohort {
  private readonly entries = new Map<string, Entry>();
  /** How runs ended, for the control that ended them. */
  private readonly endings = new Map<string, RunStatus>();

  constructor(runs: RestingRun[]) {
    for (const run of runs) this.entries.set(run.id, entryOf(run));
  }

  /**
   * Puts an event into the inbox of its run; a repeat of one that waits there is dropped. A run that has
   * ended is carried once more, so that its event is handed on rather than lost.
   */
  receive(runId: string, event: EventReference): void {
    const entry = this.entries.get(runId) ?? this.add({ id: runId, wakeAt: null });
    if (!isAmong(entry, event.id)) entry.inbox.push(event);
  }

  has(runId: string): boolean {
    return this.entries.has(runId);
  }

  /** Whether an event waits or is being worked on. */
  isPending(runId: string, eventId: string): boolean {
    const entry = this.entries.get(runId);
    return entry !== undefined && isAmong(entry, eventId);
  }

  statusOf(runId: string): RunStatus | undefined {
    return this.entries.get(runId)?.run.status ?? this.endings.get(runId);
  }

  isEmpty(): boolean {
    return this.entries.size === 0;
  }

  /** Takes the runs that are due, with their events; they count as being carried until `settle` or `postpone`. */
  takeDue(now: number, onlyControlled = false): CarryItem[] {
    const items: CarryItem[] = [];
    for (const entry of this.entries.values()) {
      if (!isDue(entry, now, onlyControlled)) continue;
      entry.carrying = entry.inbox;
      entry.inbox = [];
      items.push({ runId: entry.run.id, events: entry.carrying });
    }
    return items;
  }

  /** Takes the slow effects that nobody performs yet. */
  takeSlow(): { runId: string; work: SlowWork }[] {
    const works: { runId: string; work: SlowWork }[] = [];
    for (const entry of this.entries.values()) {
      if (!entry.slow || entry.slow.started || entry.carrying) continue;
      entry.slow.started = true;
      works.push({ runId: entry.run.id, work: entry.slow.work });
    }
    return works;
  }

  /** Whether an effect is the one that the slow lane has of a run; after a skip it may be another by now. */
  performs(runId: string, key: string): boolean {
    return this.entries.get(runId)?.slow?.work.key === key;
  }

  /** The slow lane is through with a run's effect: the run is due. */
  finishSlow(runId: string, now: number, failure?: string): void {
    const entry = this.entries.get(runId);
    if (!entry?.slow) return;
    const { key } = entry.slow.work;
    entry.slow = null;
    entry.inbox.push({ kind: "effect", id: key, at: now, ...(failure === undefined ? {} : { failure }) });
  }

  /** Takes in how runs rest now. */
  settle(rests: RunRest[], now: number): void {
    for (const rest of rests) {
      const entry = this.entries.get(rest.runId);
      if (!entry) continue;
      if (rest.kind === "retry") {
        this.postpone([{ runId: rest.runId, events: entry.carrying ?? [] }], now);
        continue;
      }
      if (rest.kind === "parked") {
        park(entry, rest.status);
        continue;
      }
      entry.carrying = null;
      entry.run.status = rest.status;
      delete entry.run.failures;
      delete entry.run.kept;
      if (rest.kind === "ended") {
        this.endings.set(rest.runId, rest.status);
        if (entry.inbox.length === 0) this.entries.delete(rest.runId);
        else entry.run.wakeAt = null;
        continue;
      }
      entry.run.wakeAt = rest.wakeAt;
      if (rest.kind === "slow" && entry.slow?.work.key !== rest.work.key) {
        entry.slow = { work: rest.work, started: false };
      }
    }
  }

  /** Gives events back and tries again later, ever more rarely up to once a minute. */
  postpone(items: CarryItem[], now: number): void {
    for (const item of items) {
      const entry = this.entries.get(item.runId);
      if (!entry) continue;
      const failures = entry.run.failures ?? 0;
      entry.inbox = [...item.events, ...entry.inbox];
      entry.carrying = null;
      entry.run.failures = failures + 1;
      entry.run.wakeAt = now + Math.min(FIRST_RETRY * 2 ** failures, LONGEST_RETRY);
    }
  }

  /** The earliest moment at which a resting run is due, rounded up to the grid so that neighbours share it. */
  earliest(grid: number, onlyControlled = false): number | undefined {
    let earliest: number | undefined;
    for (const { run, inbox, carrying, slow } of this.entries.values()) {
      if (carrying || (slow && !run.failures) || typeof run.wakeAt !== "number") continue;
      if (onlyControlled && !inbox.some(isControl)) continue;
      if (earliest === undefined || run.wakeAt < earliest) earliest = run.wakeAt;
    }
    return earliest === undefined ? undefined : Math.ceil(earliest / grid) * grid;
  }

  /** All that must go on in the next execution. */
  runs(): RestingRun[] {
    return [...this.entries.values()].map(({ run, inbox, carrying, slow }) => {
      const waiting = [...(carrying ?? []), ...inbox];
      const kept: RestingRun = { ...run };
      delete kept.inbox;
      delete kept.slow;
      if (waiting.length > 0) kept.inbox = waiting;
      if (slow) kept.slow = slow.work;
      return kept;
    });
  }

  private add(run: RestingRun): Entry {
    const entry = entryOf(run);
    this.entries.set(run.id, entry);
    return entry;
  }
}

function entryOf(run: RestingRun): Entry {
  return {
    run: { ...run },
    inbox: [...(run.inbox ?? [])],
    carrying: null,
    slow: run.slow ? { work: run.slow, started: false } : null,
  };
}

/**
 * The run is set aside for a person. What it was to be told waits until it is carried again, for an order or something
 * new; the order that came with it has been tried.
 */
function park(entry: Entry, status: RunStatus): void {
  const events = [...(entry.carrying ?? []).filter((event) => !isControl(event)), ...entry.inbox];
  const kept = events.slice(-MOST_KEPT);
  entry.run.kept = Math.max(kept.length - entry.inbox.length, 0);
  entry.inbox = kept;
  entry.carrying = null;
  entry.run.status = status;
  entry.run.wakeAt = null;
  delete entry.run.failures;
}

function isControl({ kind }: EventReference): boolean {
  return kind === "control";
}

function isAmong(entry: Entry, eventId: string): boolean {
  return [...(entry.carrying ?? []), ...entry.inbox].some((event) => event.id === eventId);
}

function isDue({ run, inbox, carrying, slow }: Entry, now: number, onlyControlled: boolean): boolean {
  if (carrying) return false;
  const ripe = typeof run.wakeAt === "number" && run.wakeAt <= now;
  // After a failure the pause holds for events too, or a broken database would be asked without rest.
  if (run.failures && !ripe) return false;
  if (inbox.some(isControl)) return true;
  if (onlyControlled || slow) return false;
  return run.wakeAt === undefined || inbox.length > (run.kept ?? 0) || ripe;
}
