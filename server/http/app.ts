import { Hono } from "hono";
import { answer } from "#server/http/answer.ts";
import { endpoints } from "#server/http/endpoints.ts";
import { openApiDocument } from "#server/http/openapi.ts";
import { problemFrom, problemResponse } from "#server/http/problem.ts";

export const API_BASE = "/api/v1";

/** The whole API, for Next's route and for tests: `api.fetch(request)`. */
export const api = build();

function build(): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    const told = context.req.header("x-request-id");
    const requestId = told && /^[\w.-]{1,100}$/.test(told) ? told : crypto.randomUUID();
    context.header("x-request-id", requestId);
    await next();
    context.header("x-request-id", requestId);
    context.header("x-content-type-options", "nosniff");
  });
  app.onError((error, context) => problemFrom(error, context.res.headers.get("x-request-id") ?? ""));
  app.get(`${API_BASE}/openapi.json`, (context) => context.json(openApiDocument(endpoints)));
  const methods = new Map<string, string[]>([[`${API_BASE}/openapi.json`, ["GET"]]]);
  for (const each of endpoints) {
    const path = API_BASE + each.path.replace(/\{(\w+)\}/g, ":$1");
    methods.set(path, [...(methods.get(path) ?? []), each.method.toUpperCase()]);
    if (each.visitor) openToPages(app, path, each.method.toUpperCase());
    app.on(each.method.toUpperCase(), path, (context) => answer(each, context.req.raw, context.req.param()));
  }
  for (const [path, allowed] of methods) {
    app.all(path, (context) => {
      const allow = [...new Set(allowed)].join(", ");
      const detail = `${context.req.method} is not possible here; ${allow} is.`;
      return problemResponse({ status: 405, code: "method_not_allowed", detail }, {}, { allow });
    });
  }
  app.notFound((context) => {
    const detail = `There is no ${context.req.path.slice(0, 200)}. All calls are listed in ${API_BASE}/openapi.json.`;
    return problemResponse({ status: 404, code: "not_found", detail });
  });
  return app;
}

/** Lets pages of any website call it, without anything that would say who looks at them. */
function openToPages(app: Hono, path: string, method: string): void {
  app.use(path, async (context, next) => {
    await next();
    context.header("access-control-allow-origin", "*");
  });
  app.options(path, (context) => {
    context.header("access-control-allow-methods", method);
    context.header("access-control-allow-headers", "content-type");
    context.header("access-control-max-age", "86400");
    return context.body(null, 204);
  });
}
