import type { Json, JsonObject } from "#core/json.ts";

export interface AiRequest {
  /** What the model is to do. Never holds what customers wrote. */
  instructions: string;
  /** What it is to do it with: data, whatever it says. */
  data: Json;
  /** JSON Schema that the answer keeps to, and a name for it. */
  answer: { name: string; schema: JsonObject };
  signal: AbortSignal;
}

export interface AiAnswer {
  /** Parsed, and not yet held against the schema. */
  value: unknown;
  model: string;
}

/** A language model behind an API. */
export interface AiProvider {
  /** @throws AiError */
  ask(request: AiRequest): Promise<AiAnswer>;
}

/** Why a model gave no answer, and whether asking again may help, after so many milliseconds where it says so. */
export class AiError extends Error {
  override readonly name = "AiError";
  readonly code: string;
  readonly isRetryable: boolean;
  readonly retryAfter: number | undefined;

  constructor(code: string, message: string, options: { isRetryable?: boolean; retryAfter?: number } = {}) {
    super(message);
    this.code = code;
    this.isRetryable = options.isRetryable ?? false;
    this.retryAfter = options.retryAfter;
  }
}
