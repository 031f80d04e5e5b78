import { checkHealth } from "#server/platform/check-health.ts";

export const dynamic = "force-dynamic";

/** For load balancers and the start script; needs no key. 503 when a part is down. */
export async function GET(): Promise<Response> {
  const health = await checkHealth();
  return Response.json(health, {
    status: health.status === "ok" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
