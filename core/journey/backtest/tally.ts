import type { PastConversation } from "#core/journey/backtest/past-conversation.ts";
import { type Doing, isAssigned, type Replay } from "#core/journey/backtest/replay-conversation.ts";

export interface Compared {
  before: number;
  after: number;
}

/** One conversation: what happened and what would have. */
export interface ComparedConversation {
  conversationId: string;
  before: Doing;
  after: Replay;
}

/** What the journey did in a conversation. */
export function doingOf({ runs, messages }: PastConversation): Doing {
  const ways = runs.flatMap((run) =>
    run.ways.flatMap(({ nodeId, type, outlet }) =>
      outlet === null || type.startsWith("trigger.") ? [] : [{ nodeId, type, outlet }],
    ),
  );
  return {
    ends: runs.map(({ status, endReason }) => ({
      end: status,
      reason: status === "exited" ? endReason : null,
    })),
    sends: runs.length === 0 ? 0 : messages.filter(({ author }) => author === "bot").length,
    assigns: ways.filter(({ type, outlet }) => isAssigned(type, outlet)).length,
    ways: ways.map(({ nodeId, outlet }) => ({ nodeId, outlet })),
  };
}

/** Adds up conversations, so that none has to be kept. */
export class Tally {
  conversations = 0;
  readonly started: Compared = { before: 0, after: 0 };
  readonly sends: Compared = { before: 0, after: 0 };
  readonly assigns: Compared = { before: 0, after: 0 };
  /** Conversations in which all is the same, something differs, and the end cannot be known. */
  same = 0;
  different = 0;
  unknown = 0;
  readonly #ends = new Map<string, Compared>();
  readonly #ways = new Map<string, Compared>();

  /** @returns whether the two differ */
  add({ before, after }: Pick<ComparedConversation, "before" | "after">): boolean {
    this.conversations += 1;
    for (const [side, doing] of [["before", before] as const, ["after", after] as const]) {
      if (doing.ends.length > 0) this.started[side] += 1;
      this.sends[side] += doing.sends;
      this.assigns[side] += doing.assigns;
      for (const { end, reason } of doing.ends) count(this.#ends, [end, reason], side);
      for (const { nodeId, outlet } of doing.ways) count(this.#ways, [nodeId, outlet], side);
    }
    if (after.ends.some(({ end }) => end === "unknown")) this.unknown += 1;
    const differs = after.difference !== null || !isAlike(before, after);
    if (differs) this.different += 1;
    else this.same += 1;
    return differs;
  }

  /** How runs ended, the most frequent first. */
  get ends(): ({ end: string; reason: string | null } & Compared)[] {
    return inOrder(this.#ends, ([end, reason]) => ({ end: end ?? "", reason: reason ?? null }));
  }

  /** How often each way out was taken, the most frequent first. */
  get outlets(): ({ nodeId: string; outlet: string } & Compared)[] {
    return inOrder(this.#ways, ([nodeId, outlet]) => ({ nodeId: nodeId ?? "", outlet: outlet ?? "" }));
  }
}

function count(counts: Map<string, Compared>, parts: (string | null)[], side: keyof Compared): void {
  const key = JSON.stringify(parts);
  const known = counts.get(key) ?? { before: 0, after: 0 };
  known[side] += 1;
  counts.set(key, known);
}

function inOrder<Named>(
  counts: Map<string, Compared>,
  name: (parts: (string | null)[]) => Named,
): (Named & Compared)[] {
  return [...counts]
    .sort(([, left], [, right]) => right.before + right.after - left.before - left.after)
    .map(([key, compared]) => ({ ...name(JSON.parse(key) as (string | null)[]), ...compared }));
}

function isAlike(before: Doing, after: Doing): boolean {
  const essence = ({ ends, sends, assigns, ways }: Doing) => JSON.stringify([ends, sends, assigns, ways]);
  return essence(before) === essence(after);
}
