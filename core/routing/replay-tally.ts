/** Where a conversation went, by id; all null where nobody was found and no team's queue took it. */
export interface Way {
  outcome: "agent" | "queued" | "journey" | "nobody";
  teamId: string | null;
  userId: string | null;
  journey: string | null;
}

interface Compared {
  before: number;
  after: number;
}

/** Counts of what past decisions did, beside what other rules would have done. */
export class ReplayTally {
  same = 0;
  different = 0;
  readonly unroutable: Compared = { before: 0, after: 0 };
  /** By id; null stands for no team, or for nobody. */
  readonly teams = new Map<string | null, Compared>();
  readonly agents = new Map<string | null, Compared>();

  /** Adds one decision; true where it comes out differently. */
  add(before: Way, after: Way): boolean {
    this.count("before", before);
    this.count("after", after);
    const isSame =
      before.userId === after.userId && before.teamId === after.teamId && before.journey === after.journey;
    if (isSame) this.same += 1;
    else this.different += 1;
    return !isSame;
  }

  private count(side: keyof Compared, way: Way): void {
    if (way.outcome === "queued" || way.outcome === "nobody") this.unroutable[side] += 1;
    raise(this.teams, way.teamId, side);
    raise(this.agents, way.userId, side);
  }
}

function raise(counts: Map<string | null, Compared>, id: string | null, side: keyof Compared): void {
  const compared = counts.get(id) ?? { before: 0, after: 0 };
  compared[side] += 1;
  counts.set(id, compared);
}
