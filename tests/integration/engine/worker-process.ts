import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface WorkerProcess {
  child: ChildProcess;
  /** As the machine does when it has no memory left. */
  kill(): Promise<void>;
  /** As `npm start` does when it ends. */
  terminate(): Promise<number | null>;
}

/** Starts a real worker process on this test's database and task queue, and waits until it is ready. */
export async function startWorkerProcess(): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", "worker.ts"], {
    env: { ...process.env, LOG_LEVEL: "info", NODE_ENV: "test" },
    // With a channel, as a parent has that restarts it when the source changes: it must not hold the worker back.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const said: string[] = [];
  child.stderr?.on("data", (data: Buffer) => said.push(data.toString()));
  const exited = once(child, "exit");
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      said.push(`${line}\n`);
      if (line.includes("the worker is ready")) resolve();
    });
    void exited.then(() => reject(new Error(`The worker ended:\n${said.join("").slice(-4_000)}`)));
  });
  await ready;
  return {
    child,
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
    terminate: async () => {
      child.kill("SIGTERM");
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}
