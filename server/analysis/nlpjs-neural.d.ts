// The package has no types of its own; this is what is used of it.
declare module "@nlpjs/neural" {
  export type Features = Record<string, number>;

  export interface Settings {
    /** Passes over the examples, at most. */
    iterations?: number;
  }

  export class NeuralNetwork {
    constructor(settings?: Settings);
    /** What was learnt, one per label; `changes` serves training alone. */
    perceptrons?: { weights: Float32Array; changes: Float32Array; bias: number }[];
    train(corpus: { input: Features; output: Record<string, number> }[]): void;
    /** A score per label, 0 or more. The object is the network's own, and is filled anew by the next call. */
    run(input: Features): Record<string, number> | undefined;
  }
}
