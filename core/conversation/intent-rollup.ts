interface Guess {
  key: string;
  /** 0 to 1. */
  confidence: number;
}

/** How sure a guess must be to say what a conversation is about; the contract's own default of `minConfidence`. */
const SURE_ENOUGH = 0.6;

/**
 * What a conversation is about once another message came. A person's word (confidence 1) stays until a person takes
 * it back; otherwise the latest message that says it clearly decides, and an unsure one only where nothing is known.
 */
export function rollUpIntent(before: Guess | null, said: Guess | null): Guess | null {
  if (said === null || before?.confidence === 1) return before;
  return before === null || said.confidence >= SURE_ENOUGH ? said : before;
}
