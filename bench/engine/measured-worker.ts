import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { projectRoot } from "#server/platform/project-root.ts";

export interface MeasuredWorker {
  /** CPU time used since it started, milliseconds. */
  cpu(): Promise<number>;
  stop(): Promise<void>;
}

interface WorkerChoices {
  /** What the workflow bundle is made of, from the project's folder. */
  workflows?: string;
  /** Works the outbox too, as the product's worker does. */
  relay?: boolean;
}

/** Starts the bench's worker in a process of its own. */
export async function startMeasuredWorker(
  providerUrl: string,
  { workflows = "bench/engine/hand-written.ts", relay = false }: WorkerChoices = {},
): Promise<MeasuredWorker> {
  const child: ChildProcess = fork(join(projectRoot(), "bench", "engine", "worker.ts"), {
    execArgv: ["--import", "tsx"],
    env: {
      ...process.env,
      BENCH_PROVIDER_URL: providerUrl,
      BENCH_WORKFLOWS: workflows,
      ...(relay ? { BENCH_RELAY: "yes" } : {}),
    },
  });
  const exited = once(child, "exit");
  await Promise.race([
    once(child, "message"),
    exited.then(() => Promise.reject(new Error("The bench's worker ended before it was ready"))),
  ]);
  return {
    cpu: async () => {
      const answer = once(child, "message");
      child.send("cpu");
      const [{ cpu }] = (await answer) as [{ cpu: NodeJS.CpuUsage }];
      return (cpu.user + cpu.system) / 1_000;
    },
    stop: async () => {
      child.send("stop");
      await exited;
    },
  };
}
