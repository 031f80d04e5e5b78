// Watches the pipe to its parent; see guard.mjs. Runs in a session of its own, so Ctrl-C does not reach it.
import { createInterface } from "node:readline";
import { stopProcess } from "./process-table.mjs";

/** @type {Map<number, { signal: NodeJS.Signals, rank: number }>} */
const watched = new Map();

const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const message = JSON.parse(line);
  if (message.watch) watched.set(message.watch, { signal: message.signal, rank: message.rank });
  if (message.forget) watched.delete(message.forget);
});
lines.on("close", async () => {
  const ranks = [...new Set([...watched.values()].map((how) => how.rank))].sort((a, b) => b - a);
  for (const rank of ranks) {
    const group = [...watched].filter(([, how]) => how.rank === rank);
    await Promise.all(group.map(([pid, how]) => stopProcess(pid, { signal: how.signal })));
  }
  process.exit(0);
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => {});
