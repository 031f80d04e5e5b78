/** What routing does with a decision: one who can take it is given it or asked first; with nobody it waits or is refused. */
export type Move = "give" | "offer" | "queue" | "nobody" | "declined";

export interface Terms {
  mode: "direct" | "offer";
  /** Whether whoever asked waits until somebody is free. */
  queues: boolean;
}

export interface Standing {
  /** Who was decided on. */
  userId: string | null;
  /** Who has it now. */
  assigneeId: string | null;
  /** How many have declined it, or let their offer run out, since it was asked for. */
  refusals: number;
}

/** The next thing to do. Once somebody has refused and nobody is left, it is refused: nobody waits for a change of mind. */
export function nextMove({ mode, queues }: Terms, { userId, assigneeId, refusals }: Standing): Move {
  if (userId) return mode === "offer" && userId !== assigneeId ? "offer" : "give";
  if (refusals > 0) return "declined";
  return queues ? "queue" : "nobody";
}
