import type { ApiProblem, ProblemDetails } from "#core/api/problem-details.ts";
import { type AppError, isAppError } from "#core/errors.ts";
import { isUniqueViolation } from "#server/platform/database.ts";
import { loggerFor } from "#server/platform/logger.ts";

const log = loggerFor("api");

/** A request that cannot be understood: which fields, why, and what to do. */
export class RequestError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: ApiProblem[];

  constructor(status: number, code: string, message: string, fields: ApiProblem[] = []) {
    super(message);
    this.name = "RequestError";
    this.status = status;
    this.code = code;
    this.fields = fields;
  }
}

const TITLES: Record<number, string> = {
  400: "The request is not right",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  406: "Not acceptable",
  409: "Conflict",
  410: "Gone",
  413: "Too large",
  415: "Unsupported content type",
  422: "Cannot be done as it is",
  429: "Too many requests",
  500: "Internal error",
  502: "The provider failed",
  503: "Unavailable",
};

/** RFC 9457, as every error of the API is told. `extra` are members of its own, such as the newer message. */
export function problemResponse(
  details: Pick<ProblemDetails, "status" | "code" | "detail" | "problems">,
  extra: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Response {
  const { status, code, detail, problems } = details;
  const body = {
    type: `urn:throughline:problem:${code}`,
    title: TITLES[status] ?? "Error",
    status,
    detail,
    code,
    ...(problems && problems.length > 0 ? { problems } : {}),
    ...extra,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}

/** Any error as an answer. Errors nobody can act on are logged here, once, and told without their cause. */
export function problemFrom(error: unknown, requestId: string): Response {
  if (error instanceof RequestError) {
    const { status, code, message, fields } = error;
    return problemResponse({ status, code, detail: message, problems: fields }, { requestId });
  }
  if (isAppError(error)) return problemFromAppError(error, requestId);
  if (isUniqueViolation(error)) {
    const detail = "There is one already with the same key, address or name.";
    return problemResponse({ status: 409, code: "already_exists", detail }, { requestId });
  }
  log.error({ err: error, requestId }, "a request failed");
  const detail = `The server could not finish this. The log has the reason under ${requestId}.`;
  return problemResponse({ status: 500, code: "internal", detail }, { requestId });
}

function problemFromAppError(error: AppError, requestId: string): Response {
  if (error.status >= 500) log.error({ err: error, requestId }, "a request failed");
  const headers: Record<string, string> = error.code === "rate_limited" ? { "retry-after": "30" } : {};
  return problemResponse(
    { status: error.status, code: error.code, detail: error.message, problems: error.problems },
    { ...extraOf(error.cause), requestId },
    headers,
  );
}

/** A conflict's cause may be plain data for the client, such as `{newest: Message}`. */
function extraOf(cause: unknown): Record<string, unknown> {
  if (typeof cause !== "object" || cause === null || cause instanceof Error) return {};
  return "extra" in cause && typeof cause.extra === "object" ? { ...cause.extra } : {};
}
