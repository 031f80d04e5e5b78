import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { AppError } from "#core/errors.ts";
import { countAttempt } from "#server/access/rate-limit.ts";
import { type ChatAccount, findChatAccount, originHeaders } from "#server/channels/webchat/chat-account.ts";
import { openVisitor, type Visitor } from "#server/channels/webchat/visitor-token.ts";
import { problemFrom } from "#server/http/problem.ts";
import { parseJsonBody, readText } from "#server/http/read-body.ts";

export interface ChatContext {
  params: Promise<{ accountId: string }>;
}

/** A message of 5,000 characters fits many times over. */
const LARGEST_BODY = 65_536;
const MINUTE = 60;

/** Runs a route of the widget: finds the account, minds the origin, maps errors to problem+json. */
export async function answerChat(
  request: Request,
  { params }: ChatContext,
  run: (account: ChatAccount) => Promise<Response>,
): Promise<Response> {
  let allowed: Record<string, string> = {};
  try {
    const account = await findChatAccount((await params).accountId);
    const headers = originHeaders(account, request.headers.get("origin"));
    if (!headers) throw new AppError("forbidden", "This site is not among the chat's allowed origins");
    allowed = headers;
    return withHeaders(await run(account), allowed);
  } catch (error) {
    return withHeaders(problemFrom(error, randomUUID()), allowed);
  }
}

/** The browser's question before a request from another site. */
export function answerPreflight(request: Request, context: ChatContext): Promise<Response> {
  return answerChat(request, context, async () => {
    const headers = {
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "authorization, content-type",
      "access-control-max-age": "600",
    };
    return new Response(null, { status: 204, headers });
  });
}

/** The visitor that the request's token names. @throws AppError unauthenticated */
export function visitorOf(request: Request, account: ChatAccount): Visitor {
  const [scheme, token] = (request.headers.get("authorization") ?? "").split(" ");
  if (scheme?.toLowerCase() !== "bearer" || !token)
    throw new AppError("unauthenticated", "Start a session first and send its token as a bearer token.");
  return openVisitor(account.id, token);
}

/** The body by its schema. @throws AppError invalid_request naming the field */
export async function chatBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body = schema.safeParse(parseJsonBody(request, await readText(request, LARGEST_BODY)) ?? {});
  if (body.success) return body.data;
  const issue = body.error.issues[0];
  throw new AppError("invalid_request", `${issue?.path.join(".") || "body"}: ${issue?.message}`);
}

/** Refuses what comes too fast. @throws AppError rate_limited */
export async function limitChat(what: string, subject: string, perMinute: number): Promise<void> {
  const { attempts } = await countAttempt(`webchat.${what}`, subject, MINUTE);
  if (attempts > perMinute)
    throw new AppError("rate_limited", "That was a lot in a short time. Wait a moment, then go on.");
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
