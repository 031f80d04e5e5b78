// The worker of the bench, a process of its own so that its CPU time can be told apart. One worker serves all
// variants: same connection, same pool, same provider.
import { Agent, request } from "node:http";
import { bundleWorkflowCode, DefaultLogger, Runtime } from "@temporalio/worker";
import { createCampaignActivities } from "#activities/campaign-activities.ts";
import { createJourneyActivities } from "#activities/journey-activities.ts";
import type { Performers } from "#activities/performer.ts";
import { performers } from "#activities/performers.ts";
import { createWorker, dataConverter } from "#server/platform/create-worker.ts";
import { databasePool } from "#server/platform/database.ts";
import { projectRoot } from "#server/platform/project-root.ts";
import { createOutboxHandlers } from "#server/relay/outbox-handlers.ts";
import { startRelay } from "#server/relay/relay.ts";

const provider = new URL(process.env.BENCH_PROVIDER_URL ?? "");
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function post(to: string, text: string, key: string): Promise<string> {
  const body = JSON.stringify({ to, text, key });
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const call = request(provider, { method: "POST", agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString()).sid));
    });
    call.on("error", reject);
    call.end(body);
  });
}

/** The engine with its sends going straight to the provider: what is measured is the engine. */
const direct: Performers = {
  ...performers,
  send: async ({ effect, key, contactId }) => {
    const sid = await post(contactId, effect.text ?? "", key);
    return { outcome: { status: "done", result: { sid } } };
  },
};

async function claimAndSend(key: string, to: string, text: string): Promise<void> {
  const claim = await databasePool().query({
    name: "bench_claim",
    text: `INSERT INTO bench_claims (key, claimed_at) VALUES ($1, now()) ON CONFLICT DO NOTHING`,
    values: [key],
  });
  if (claim.rowCount === 0) {
    const { rows } = await databasePool().query("SELECT result FROM bench_claims WHERE key = $1", [key]);
    if (rows[0]?.result) return;
  }
  const sid = await post(to, text, key);
  await databasePool().query({
    name: "bench_outcome",
    text: "UPDATE bench_claims SET result = $2, completed_at = now() WHERE key = $1",
    values: [key, JSON.stringify({ status: "done", sid })],
  });
}

Runtime.install({ logger: new DefaultLogger("ERROR"), shutdownSignals: [] });
const { failureConverterPath } = dataConverter();
const bundle = await bundleWorkflowCode({
  workflowsPath: `${projectRoot()}/${process.env.BENCH_WORKFLOWS}`,
  logger: new DefaultLogger("ERROR"),
  ...(failureConverterPath ? { failureConverterPath } : {}),
});
const activities = { ...createJourneyActivities(direct), ...createCampaignActivities(), claimAndSend };
const worker = await createWorker({
  activities,
  options: { workflowBundle: bundle, maxCachedWorkflows: 1_000 },
});
const relay = process.env.BENCH_RELAY ? startRelay(createOutboxHandlers(async () => undefined)) : undefined;
process.on("message", (message) => {
  if (message === "cpu") process.send?.({ cpu: process.cpuUsage() });
  if (message === "stop") worker.shutdown();
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
await worker.run();
await relay?.stop();
process.exit(0);
