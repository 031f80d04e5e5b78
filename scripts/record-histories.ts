// Records a history of each scenario, and of a run through each type of node, into tests/replay/histories, named after
// the release: run it for every release, and keep the old ones. One that is there is left alone, unless its scenario is named:
// `npm run record-histories -- [SCENARIO…]`
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DefaultLogger, Runtime } from "@temporalio/worker";
import { CAMPAIGN_WORKFLOW, type CampaignInput } from "#core/campaigns/campaign.ts";
import { JOURNEY_WORKFLOW, type JourneyActivities, type JourneyInput } from "#core/journey/wake.ts";
import { SCHEDULE_WORKFLOW } from "#core/schedules/schedule.ts";
import { findTemporal } from "#scripts/services/find-temporal.mjs";
import { startGuard } from "#scripts/services/guard.mjs";
import { startTemporal } from "#scripts/services/temporal.mjs";
import { createWorker } from "#server/platform/create-worker.ts";
import { projectRoot } from "#server/platform/project-root.ts";
import { closeTemporal, taskQueue, temporalClient } from "#server/platform/temporal.ts";
import { nodeScenarios } from "#tests/replay/node-scenarios.ts";
import { HISTORIES_KEY, historiesFolder } from "#tests/replay/replay-converter.ts";
import { type Scenario, scenarios } from "#tests/replay/scenarios.ts";
import { writeHistory } from "#tests/replay/stored-history.ts";

const folder = mkdtempSync(join(tmpdir(), "throughline-histories-"));
const guard = startGuard();
const program = await findTemporal((line: string) => console.log(line));
const temporal = await startTemporal({ program, logFile: join(folder, "temporal.log"), guard });
Object.assign(process.env, {
  APP_DATABASE_URL: "postgresql://nobody@localhost/none",
  TEMPORAL_ADDRESS: temporal.address,
  TEMPORAL_TASK_QUEUE: "histories",
  PUBLIC_URL: "http://localhost",
  NEXTAUTH_SECRET: "not used when recording",
  ENCRYPTION_KEY: HISTORIES_KEY,
});
Runtime.install({ logger: new DefaultLogger("ERROR") });
const { version } = JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8")) as {
  version: string;
};
mkdirSync(historiesFolder, { recursive: true });
try {
  for (const scenario of [...scenarios, ...nodeScenarios].filter(isWanted)) await record(scenario);
} finally {
  await closeTemporal();
  await temporal.stop();
  guard.close();
  rmSync(folder, { recursive: true, force: true });
}

function isWanted({ name }: Scenario): boolean {
  const named = process.argv.slice(2);
  return named.length > 0 ? named.includes(name) : !existsSync(fileOf(name));
}

function fileOf(name: string): string {
  return join(historiesFolder, `${version}-${name}.json`);
}

async function record({ name, input, campaign, schedule, activities, play }: Scenario): Promise<void> {
  const worker = await createWorker({
    activities: activities() as JourneyActivities,
    options: { identity: "throughline" },
  });
  await worker.runUntil(async () => {
    const runs = Array.from({ length: input.size }, () => ({ id: randomUUID() }));
    const workspaceId = randomUUID();
    const journey: JourneyInput = { workspaceId, ...input, runs };
    const scheduled = { workspaceId, journeyId: randomUUID(), nodeId: "start", ...schedule };
    const args = [campaign ? { ...newCampaign(workspaceId), ...campaign } : schedule ? scheduled : journey];
    const workflowId = `journey-${name}`;
    const options = { taskQueue: taskQueue(), workflowId, args };
    const type = campaign ? CAMPAIGN_WORKFLOW : schedule ? SCHEDULE_WORKFLOW : JOURNEY_WORKFLOW;
    const handle = await temporalClient().workflow.start(type, options);
    await play?.(
      handle,
      runs.map(({ id }) => id),
    );
    await handle.result();
    const first = temporalClient().workflow.getHandle(workflowId, handle.firstExecutionRunId);
    writeHistory(fileOf(name), await first.fetchHistory());
    console.log(`recorded ${name}`);
  });
}

function newCampaign(workspaceId: string): CampaignInput {
  const place = { startAt: 0, listed: false, batch: 0, nextAt: 0, paused: false };
  return { workspaceId, campaignId: randomUUID(), ratePerSecond: null, ...place };
}
