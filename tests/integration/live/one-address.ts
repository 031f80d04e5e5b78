import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";

/** Web processes behind one address, each connection at the next of them. */
export interface OneAddress {
  url: string;
  /** How many connections each process was given. */
  given: number[];
  /** Breaks every connection, as a lost network does. */
  cut(): void;
  close(): Promise<void>;
}

export async function openOneAddress(processes: number): Promise<OneAddress> {
  const started = await Promise.all(Array.from({ length: processes }, startWebProcess));
  const given = started.map(() => 0);
  const open = new Set<Socket>();
  let turn = 0;
  const front: Server = createServer((near) => {
    const index = turn++ % started.length;
    given[index] = (given[index] ?? 0) + 1;
    const far = connect(started[index]?.port ?? 0, "127.0.0.1");
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.pipe(other);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  const address = front.address();
  if (!address || typeof address === "string") throw new Error("The front has no port");
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    given,
    cut,
    close: async () => {
      cut();
      front.close();
      await Promise.all(started.map(({ stop }) => stop()));
    },
  };
}

async function startWebProcess(): Promise<{ port: number; stop: () => Promise<void> }> {
  const program = ["--import", "tsx", "tests/integration/live/web-process.ts"];
  const child: ChildProcess = spawn(process.execPath, program, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      const [, said] = /listening on (\d+)/.exec(line) ?? [];
      if (said) resolve(Number(said));
      else process.stderr.write(`${line}\n`);
    });
    void exited.then(() => reject(new Error("The web process ended before it listened")));
  });
  return {
    port,
    stop: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
