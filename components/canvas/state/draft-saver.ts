import { ApiError } from "#components/api/api-error.ts";
import type { JourneyDocument } from "#core/journey/document.ts";

/**
 * saved: the server has it. unsaved: changed a moment ago. saving: under way. offline: kept in this
 * browser, tried again. conflict: someone else saved since. failed: refused, with the reason.
 */
export interface SaveState {
  kind: "saved" | "unsaved" | "saving" | "offline" | "conflict" | "failed";
  reason?: string;
}

export interface DraftSaver {
  /** Tells it of a change; saves once typing rests. */
  change(document: JourneyDocument): void;
  /** Saves now what is not saved. Resolves when nothing is under way; true if the server has it all. */
  flush(): Promise<boolean>;
  /** After a conflict: puts what is unsaved over the revision that the server has. */
  resume(revision: number): void;
  /** Gives up what is unsaved: the server's draft of this revision is what is shown now. */
  reset(revision: number): void;
  dispose(): void;
}

export interface DraftSaverOptions {
  revision: number;
  /** Answers with the new revision. */
  save(document: JourneyDocument, revision: number): Promise<number>;
  onState(state: SaveState): void;
  /** Keeps a copy in this browser until the server has it; null forgets it. */
  keep(document: JourneyDocument | null, revision: number): void;
  /** Milliseconds of rest before a save, and before trying again while offline. */
  delay?: number;
  retryDelay?: number;
}

/** Saves a draft as it changes: one save at a time, always the newest, never over another's work. */
export function createDraftSaver(options: DraftSaverOptions): DraftSaver {
  const { delay = 700, retryDelay = 4_000 } = options;
  let revision = options.revision;
  let waiting: JourneyDocument | null = null;
  let underWay: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let blocked = false;
  let disposed = false;

  const schedule = (milliseconds: number) => {
    clearTimeout(timer);
    if (!disposed) timer = setTimeout(() => void run(), milliseconds);
  };

  const fail = (error: unknown, document: JourneyDocument) => {
    waiting ??= document;
    if (error instanceof ApiError && error.status === 409) {
      blocked = true;
      options.onState({ kind: "conflict" });
    } else if (!(error instanceof ApiError) || error.status === 0 || error.status >= 500) {
      options.onState({ kind: "offline" });
      schedule(retryDelay);
    } else {
      options.onState({ kind: "failed", reason: error.detail });
    }
  };

  const saveOnce = async (document: JourneyDocument) => {
    waiting = null;
    options.onState({ kind: "saving" });
    try {
      revision = await options.save(document, revision);
      if (waiting) schedule(delay);
      else options.keep(null, revision);
      options.onState({ kind: waiting ? "unsaved" : "saved" });
    } catch (error) {
      fail(error, document);
    }
  };

  const run = async (): Promise<void> => {
    clearTimeout(timer);
    if (underWay) return underWay;
    if (!waiting || blocked) return;
    underWay = saveOnce(waiting).finally(() => {
      underWay = null;
    });
    return underWay;
  };

  return {
    change: (document) => {
      waiting = document;
      options.keep(document, revision);
      if (blocked) return;
      if (!underWay) options.onState({ kind: "unsaved" });
      schedule(delay);
    },
    flush: async () => {
      await underWay;
      await run();
      return waiting === null;
    },
    resume: (next) => {
      revision = next;
      blocked = false;
      if (waiting) void run();
      else options.onState({ kind: "saved" });
    },
    reset: (next) => {
      revision = next;
      blocked = false;
      waiting = null;
      clearTimeout(timer);
      options.keep(null, next);
      options.onState({ kind: "saved" });
    },
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      if (waiting && !blocked) void run();
    },
  };
}
