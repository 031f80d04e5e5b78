import type { z } from "zod";
import { isAppError } from "#core/errors.ts";
import { authorize } from "#server/access/actor.ts";
import { authenticate } from "#server/http/authenticate.ts";
import { type Call, type Caller, type Endpoint, isIdParameter, parametersOf } from "#server/http/endpoint.ts";
import { problemsFromIssues } from "#server/http/field-problems.ts";
import { answerOnce } from "#server/http/idempotency.ts";
import { RequestError } from "#server/http/problem.ts";
import { isStorable, parseJsonBody, readText } from "#server/http/read-body.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Answers one request to one endpoint. Throws what `problemFrom` maps. */
export async function answer(
  endpoint: Endpoint,
  request: Request,
  params: Record<string, string>,
): Promise<Response> {
  const { actor, isVisitor } = await callerOf(endpoint, request, params);
  if (endpoint.permission) authorize(actor, endpoint.permission);
  checkParameters(endpoint.path, params);
  const url = new URL(request.url);
  const query = endpoint.query ? parse(endpoint.query, queryOf(url), "query") : {};
  const text = endpoint.method === "get" ? "" : await readText(request, endpoint.bodyLimit);
  const call = () => perform(endpoint, { actor, params, query, request, body: undefined }, text);
  const key = request.headers.get("idempotency-key");
  if (endpoint.method !== "post" || key === null || isVisitor) return toResponse(endpoint, await call());

  const told = { key, method: "POST", path: url.pathname + url.search, text };
  const { replayed, ...kept } = await answerOnce(actor, told, async () => {
    const result = await call();
    return { status: statusOf(endpoint), body: result };
  });
  const response = toResponse(endpoint, kept.body);
  if (replayed) response.headers.set("idempotency-replayed", "true");
  return response;
}

/** Who asks. A visitor stands for nobody, so what an endpoint lets them do is for its own function to say. */
async function callerOf(
  endpoint: Endpoint,
  request: Request,
  params: Record<string, string>,
): Promise<{ actor: Caller; isVisitor: boolean }> {
  try {
    return { actor: await authenticate(request), isVisitor: false };
  } catch (error) {
    const isNobody = isAppError(error, "unauthenticated") && !request.headers.has("authorization");
    if (!endpoint.visitor || !isNobody) throw error;
    checkParameters(endpoint.path, params);
    return { actor: (await endpoint.visitor(params, request)) as Caller, isVisitor: true };
  }
}

async function perform(
  endpoint: Endpoint,
  call: Call<Record<string, string>, unknown, unknown>,
  text: string,
): Promise<unknown> {
  const sent = text === "" && !endpoint.body ? undefined : parseJsonBody(call.request, text);
  if (!endpoint.body) return endpoint.run(call);
  if (sent === undefined && !endpoint.bodyOptional) {
    throw new RequestError(400, "invalid_request", "This call takes a JSON body.");
  }
  return endpoint.run({ ...call, body: parse(endpoint.body, sent ?? {}, "body") });
}

function toResponse(endpoint: Endpoint, result: unknown): Response {
  if (result instanceof Response) return result;
  const headers = { "cache-control": "no-store" };
  if (!endpoint.result) return new Response(null, { status: 204, headers });
  return Response.json(result, { status: statusOf(endpoint), headers });
}

function statusOf(endpoint: Endpoint): number {
  return endpoint.result ? (endpoint.status ?? 200) : 204;
}

/** An id that cannot be one names nothing, so it is not found. */
function checkParameters(path: string, params: Record<string, string>): void {
  for (const name of parametersOf(path)) {
    const value = params[name] ?? "";
    if (isIdParameter(name) && !UUID.test(value)) {
      throw new RequestError(404, "not_found", "There is nothing under this id: ids here are UUIDs.");
    }
    if (!isStorable(value)) throw new RequestError(404, "not_found", "There is nothing under this name.");
  }
}

function queryOf(url: URL): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = Object.create(null);
  for (const name of new Set(url.searchParams.keys())) {
    const all = url.searchParams.getAll(name);
    if (all.some((value) => !isStorable(value))) {
      const problem = { code: "invalid_field", severity: "error" as const, path: name };
      const message = "A query may hold no NUL characters.";
      throw new RequestError(400, "invalid_request", message, [{ ...problem, message }]);
    }
    values[name] = all.length === 1 ? (all[0] ?? "") : all;
  }
  return { ...values };
}

function parse(schema: z.ZodType, value: unknown, where: "query" | "body"): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = problemsFromIssues(result.error.issues);
  const first = problems[0];
  const what = first ? `${first.path ? `${first.path}: ` : ""}${first.message}` : "";
  throw new RequestError(400, "invalid_request", `The ${where} is not right. ${what}`.trim(), problems);
}
