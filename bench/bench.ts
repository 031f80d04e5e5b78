/** One number of a bench. `ratio` is to the baseline of the same run; `reach` is what it should be. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  baseline?: string;
  ratio?: number;
  /** Lowest and highest ratio of the rounds. */
  spread?: [number, number];
  reach?: string;
  ok: boolean;
}

export interface BenchOptions {
  /** Fewer and shorter rounds: shows that it works, measures little. */
  quick: boolean;
  /** Temporal's production server on Postgres instead of its dev server. */
  production: boolean;
  tell: (line: string) => void;
}

export interface Bench {
  name: string;
  /** One line for the list. */
  measures: string;
  run(options: BenchOptions): Promise<Figure[]>;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
