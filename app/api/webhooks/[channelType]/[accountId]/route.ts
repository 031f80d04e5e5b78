import { isAppError } from "#core/errors.ts";
import { handleWebhook } from "#server/channels/handle-webhook.ts";
import { loggerFor } from "#server/platform/logger.ts";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ channelType: string; accountId: string }>;
}

/** What providers post. Nothing is acknowledged before it is durable. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { channelType, accountId } = await params;
  try {
    const { contentType, body } = await handleWebhook({
      channelType,
      accountId,
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: new Uint8Array(await request.arrayBuffer()),
    });
    return new Response(body, { headers: { "content-type": contentType } });
  } catch (error) {
    return problem(error, channelType, accountId);
  }
}

function problem(error: unknown, channelType: string, accountId: string): Response {
  const known = isAppError(error) && error.status < 500 ? error : null;
  if (!known) loggerFor("webhooks").error({ error, channelType, accountId }, "A webhook could not be taken");
  const status = known?.status ?? 500;
  const body = {
    type: "about:blank",
    title: known ? "The webhook was refused" : "The webhook could not be taken",
    status,
    detail: known?.message ?? "It was not stored: please send it again",
    code: known?.code ?? "internal",
  };
  return Response.json(body, { status, headers: { "content-type": "application/problem+json" } });
}
