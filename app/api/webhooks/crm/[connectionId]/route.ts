import { handleCrmWebhook } from "#server/connections/handle-crm-webhook.ts";
import { problemFrom } from "#server/http/problem.ts";
import { readBytes } from "#server/http/read-body.ts";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ connectionId: string }>;
}

/** What a CRM tells of its records. Nothing is acknowledged before it is durable. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { connectionId } = await params;
  try {
    const headers = Object.fromEntries(request.headers);
    const body = await readBytes(request);
    return Response.json(await handleCrmWebhook({ connectionId, headers, body }));
  } catch (error) {
    return problemFrom(error, crypto.randomUUID());
  }
}
