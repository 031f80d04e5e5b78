import type { ApiProblem } from "#core/api/problem-details.ts";
import { isRecord } from "#core/json.ts";

/** A refusal or failure of the API, from its problem+json; or of the way there (`code: "offline"`). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly problems: ApiProblem[];
  /** Whatever else the answer carried, such as the newer message of a `reply_conflict`. */
  readonly extra: Record<string, unknown>;

  constructor(fields: {
    status: number;
    code: string;
    title: string;
    detail: string;
    problems?: ApiProblem[];
    extra?: Record<string, unknown>;
  }) {
    super(`${fields.title}: ${fields.detail}`);
    this.name = "ApiError";
    this.status = fields.status;
    this.code = fields.code;
    this.title = fields.title;
    this.detail = fields.detail;
    this.problems = fields.problems ?? [];
    this.extra = fields.extra ?? {};
  }

  /** The message of the problem at a field's dotted path, for the form that sent it. */
  messageAt(path: string): string | undefined {
    return this.problems.find((problem) => problem.path === path)?.message;
  }
}

/** Reads an answer that is not a success, whatever its body turns out to be. */
export function parseError(status: number, body: unknown): ApiError {
  const fields = isRecord(body) ? body : {};
  const { type: _type, title, status: _status, detail, code, problems, ...extra } = fields;
  return new ApiError({
    status,
    code: text(code) ?? `http_${status}`,
    title: text(title) ?? "The request failed",
    detail: text(detail) ?? text(title) ?? explain(status),
    problems: Array.isArray(problems) ? problems.filter(isRecord).map(parseProblem) : [],
    extra,
  });
}

/** The request did not reach the server or no answer came back. */
export function offlineError(): ApiError {
  return new ApiError({
    status: 0,
    code: "offline",
    title: "No connection",
    detail: "The server did not answer. Check your connection, then try again.",
  });
}

function parseProblem(problem: Record<string, unknown>): ApiProblem {
  return {
    code: text(problem.code) ?? "unknown",
    severity: problem.severity === "warning" ? "warning" : "error",
    nodeId: text(problem.nodeId),
    path: text(problem.path),
    message: text(problem.message) ?? "This is not right.",
    hint: text(problem.hint),
  };
}

function explain(status: number): string {
  if (status === 401) return "Your session has ended. Sign in again to go on.";
  if (status === 403) return "Your role does not allow this. Ask an admin of the workspace.";
  if (status === 404) return "It is not there, or no longer.";
  if (status === 429) return "Too many requests in a short time. Wait a moment, then try again.";
  if (status >= 500) return "The server had a problem. Try again in a moment.";
  return "The server did not accept the request.";
}

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
