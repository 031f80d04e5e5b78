import type { ApiProblem } from "#core/api/problem-details.ts";

/** Codes with the HTTP status each maps to. Callers tell errors apart by code, never by message. */
export const ERROR_STATUS = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  reply_conflict: 409,
  draft_conflict: 409,
  already_exists: 409,
  gone: 410,
  too_large: 413,
  unsupported_media_type: 415,
  invalid_input: 422,
  has_problems: 422,
  idempotency_mismatch: 422,
  rate_limited: 429,
  internal: 500,
  provider_failed: 502,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export interface AppErrorOptions {
  cause?: unknown;
  /** What is wrong with the author's document or the request's fields. */
  problems?: ApiProblem[];
  /** Overrides the code's own HTTP status. */
  status?: number;
}

/** An error that a caller can act on. Mapped once to problem+json, logged once. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly problems: ApiProblem[] | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.status = options.status ?? ERROR_STATUS[code];
    this.problems = options.problems;
  }
}

/** True for an AppError, of the given code if one is named. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
