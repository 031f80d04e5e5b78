import { type IncomingMessage, Server, type ServerResponse } from "node:http";

type Emit = (this: Server, event: string | symbol, ...args: unknown[]) => boolean;

const holder = globalThis as typeof globalThis & { throughlineRefusesTrace?: boolean };

/**
 * Answers TRACE with 405. No route takes it, and Next cannot even make a request of it: it would answer 500. There is
 * no earlier place in Next than the server itself.
 */
export function refuseTrace(): void {
  if (holder.throughlineRefusesTrace) return;
  holder.throughlineRefusesTrace = true;
  const emit = Server.prototype.emit as Emit;
  const refusing: Emit = function (event, ...args) {
    const [request, response] = args as [IncomingMessage, ServerResponse];
    if (event !== "request" || request.method !== "TRACE") return emit.call(this, event, ...args);
    const code = "method_not_allowed";
    const detail = "TRACE is not possible here.";
    const body = {
      type: `urn:throughline:problem:${code}`,
      title: "Method not allowed",
      status: 405,
      detail,
      code,
    };
    response.writeHead(405, {
      "content-type": "application/problem+json",
      allow: "GET, HEAD, POST, PUT, PATCH, DELETE",
    });
    response.end(JSON.stringify(body));
    return true;
  };
  Server.prototype.emit = refusing as typeof Server.prototype.emit;
}
