import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Health } from "#core/api/studio.ts";
import { databasePool } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";
import { projectRoot } from "#server/platform/project-root.ts";
import { temporalClient } from "#server/platform/temporal.ts";
import { isWorkerPresent } from "#server/platform/worker-presence.ts";

/** Milliseconds that a part may take to answer. */
const PATIENCE = 3_000;

let version: string | undefined;

/** Whether each part answers. What is down is said, never why: this is open to everybody. */
export async function checkHealth(): Promise<Health> {
  const [postgres, temporal, worker] = await Promise.all([
    answers(() => databasePool().query("SELECT 1")),
    answers(() => temporalAnswers()),
    answers(async () => {
      if (!(await isWorkerPresent())) throw new Error("there is no worker");
    }),
  ]);
  const status = [postgres, temporal, worker].includes("down") ? "down" : "ok";
  version ??= readVersion();
  return { status, postgres, temporal, worker, version };
}

async function temporalAnswers(): Promise<void> {
  const { workflowService } = temporalClient().connection;
  await workflowService.describeNamespace({ namespace: environment().TEMPORAL_NAMESPACE });
}

async function answers(ask: () => Promise<unknown>): Promise<"ok" | "down"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), PATIENCE);
  });
  try {
    await Promise.race([ask(), late]);
    return "ok";
  } catch {
    return "down";
  } finally {
    clearTimeout(timer);
  }
}

function readVersion(): string {
  const { version: told } = JSON.parse(readFileSync(join(projectRoot(), "package.json"), "utf8")) as {
    version: string;
  };
  return told;
}
