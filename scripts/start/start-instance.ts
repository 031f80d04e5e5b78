import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { checkout } from "#scripts/services/folders.mjs";

type StartProcess = ChildProcessByStdio<null, Readable, Readable>;

/** A start script under test, with its studio ready. */
export interface StartedInstance {
  url: string;
  child: StartProcess;
  /** Everything it has written so far. */
  output: () => string;
  /** Ends it as SIGTERM does and waits until it is gone. */
  stop: () => Promise<void>;
}

const tenMinutes = 600_000;

/**
 * Runs the start script of this checkout until it says that it is ready; a first build is in that.
 * @throws with all it wrote, when it ends or is not ready within ten minutes.
 */
export async function startInstance(
  environment: Record<string, string | undefined>,
): Promise<StartedInstance> {
  const child = spawn(process.execPath, [join(checkout, "scripts", "start.mjs")], {
    cwd: checkout,
    env: Object.assign(
      { ...process.env },
      { npm_lifecycle_event: undefined, NODE_ENV: undefined },
      environment,
    ),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let written = "";
  const onWrite = (chunk: Buffer) => {
    written += chunk.toString();
    child.emit("written");
  };
  child.stdout.on("data", onWrite);
  child.stderr.on("data", onWrite);
  try {
    const url = await readyUrl(child, () => written);
    return { url, child, output: () => written, stop: () => stopInstance(child) };
  } catch (error) {
    await stopInstance(child);
    throw new Error(`The instance did not become ready:\n${written}`, { cause: error });
  }
}

async function readyUrl(child: StartProcess, written: () => string): Promise<string> {
  const limit = AbortSignal.timeout(tenMinutes);
  for (;;) {
    const url = /^Throughline is ready at (\S+)$/m.exec(written())?.[1];
    if (url) return url;
    const something = new AbortController();
    const signal = AbortSignal.any([limit, something.signal]);
    const ended = once(child, "exit", { signal }).then(() => true);
    const more = once(child, "written", { signal }).then(() => false);
    const isOver = await Promise.race([ended, more]);
    something.abort();
    await Promise.allSettled([ended, more]);
    if (isOver) throw new Error(`It ended with ${child.exitCode ?? child.signalCode}`);
  }
}

async function stopInstance(child: StartProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
