import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Provider {
  url: string;
  /** Messages accepted. */
  count(): number;
  /** Called with each accepted message. */
  onAccepted: (message: { to: string; text: string }) => void;
  close(): void;
}

/** Stands in for a messaging provider: one HTTP call a message, answered at once. */
export async function startProvider(): Promise<Provider> {
  let accepted = 0;
  const provider: Provider = {
    url: "",
    count: () => accepted,
    onAccepted: () => undefined,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      accepted += 1;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ sid: `SM${accepted}` }));
      provider.onAccepted(JSON.parse(Buffer.concat(chunks).toString()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  provider.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`;
  return provider;
}
