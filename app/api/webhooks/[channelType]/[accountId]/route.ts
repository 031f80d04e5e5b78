import { handleWebhook } from "#server/channels/handle-webhook.ts";
import { problemFrom } from "#server/http/problem.ts";
import { readBytes } from "#server/http/read-body.ts";

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
      body: await readBytes(request),
    });
    return new Response(body, { headers: { "content-type": contentType } });
  } catch (error) {
    return problemFrom(error, crypto.randomUUID());
  }
}
