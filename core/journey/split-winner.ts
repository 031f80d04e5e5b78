/** How an arm of an experiment does. */
export interface ArmCount {
  arm: string;
  runs: number;
  /** Runs that reached their goal. */
  goals: number;
}

export interface WinnerRule {
  /** Of the whole comparison, from 0 to 1. */
  confidence: number;
  /** Runs that every arm must have had. */
  minPerArm: number;
}

/**
 * The arm that reaches its goal more often than every other beyond doubt, or null. Two-proportion z-tests with
 * pooled variance, two-sided; with more than one rival each test is stricter by their number (Bonferroni).
 */
export function chooseWinner(counts: readonly ArmCount[], rule: WinnerRule): string | null {
  if (counts.length < 2 || counts.some(({ runs }) => runs < rule.minPerArm)) return null;
  const [best, ...rivals] = [...counts].sort((left, right) => rateOf(right) - rateOf(left));
  if (!best) return null;
  const allowed = (1 - rule.confidence) / rivals.length;
  const isBetter = rivals.every(
    (rival) => rateOf(best) > rateOf(rival) && chanceOfDifference(best, rival) <= allowed,
  );
  return isBetter ? best.arm : null;
}

function rateOf({ runs, goals }: ArmCount): number {
  return runs === 0 ? 0 : goals / runs;
}

/** How likely two arms that are alike would differ at least so much (the two-sided p-value). */
function chanceOfDifference(left: ArmCount, right: ArmCount): number {
  const pooled = (left.goals + right.goals) / (left.runs + right.runs);
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / left.runs + 1 / right.runs));
  if (deviation === 0) return 1;
  return complementaryError(Math.abs(rateOf(left) - rateOf(right)) / deviation / Math.SQRT2);
}

/** erfc(x) for x ≥ 0, to 1.5e-7: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26. */
function complementaryError(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  const sum =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sum * Math.exp(-x * x);
}
