import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { LineReader } from "#bench/live/line-reader.ts";

/** Server-sent events with no application: what is posted goes out to the one reader at once. */
export async function startLoopback() {
  let reader: ServerResponse | undefined;
  const server = createServer(async (request, response) => {
    if (request.method === "GET") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("event: hello\ndata: {}\n\n");
      reader = response;
      return;
    }
    let body = "";
    for await (const piece of request) body += piece;
    reader?.write(`data: ${body}\n\n`);
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const lines = await LineReader.open(url, {});
  return {
    /** Milliseconds from the post to the line in the reader. */
    async measure(key: string): Promise<number> {
      const heard = lines.next((line) => line.includes(key));
      const began = performance.now();
      const answer = await fetch(url, { method: "POST", body: key });
      await answer.arrayBuffer();
      await heard;
      return performance.now() - began;
    },
    async stop(): Promise<void> {
      await lines.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
