// One of several web processes, as far as the live stream goes: the route behind a server of its own.
import { createServer } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { GET } from "#app/api/live/route.ts";

const server = createServer(async (request, response) => {
  const ending = new AbortController();
  response.on("close", () => ending.abort());
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const asked = new Request(`http://localhost${request.url}`, { headers, signal: ending.signal });
  const answer = await GET(asked);
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  Readable.fromWeb(answer.body as NodeStream)
    .on("error", () => response.destroy())
    .pipe(response);
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") console.log(`listening on ${address.port}`);
});
