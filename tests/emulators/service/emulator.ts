import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Call {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: string;
}

type Answer = (call: Call, response: ServerResponse) => void;

/** Somebody's service on this machine, which keeps every call it gets and answers as the test says. */
export class ServiceEmulator {
  readonly calls: Call[] = [];
  answer: Answer = (_, response) => response.end();
  private readonly server: Server;

  private constructor() {
    this.server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = "GET", url: path = "/", headers } = request;
      const call = { method, path, headers, body: Buffer.concat(chunks).toString() };
      this.calls.push(call);
      this.answer(call, response);
    });
  }

  static async start(): Promise<ServiceEmulator> {
    const service = new ServiceEmulator();
    await new Promise<void>((resolve) => service.server.listen(0, "127.0.0.1", resolve));
    return service;
  }

  /** 127.0.0.1:port */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Answers with JSON. */
export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
