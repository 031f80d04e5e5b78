import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const text = z.string().min(1);

/** As strict as the real one: https://platform.openai.com/docs/api-reference/chat/create */
const requestSchema = z.strictObject({
  model: text,
  messages: z.array(z.strictObject({ role: z.enum(["system", "user", "assistant"]), content: text })).min(1),
  response_format: z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("json_schema"),
      json_schema: z.strictObject({
        name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
        schema: z.record(z.string(), z.unknown()),
      }),
    }),
    z.strictObject({ type: z.literal("json_object") }),
  ]),
});

export type ChatRequest = z.output<typeof requestSchema>;

/** What the model says: JSON, text as it is, or an error of the service. */
export type ChatAnswer =
  | { json: unknown }
  | { content: string }
  | { refusal: string }
  | { status: number; message: string; retryAfter?: number };

/** Stands in for an OpenAI-compatible endpoint: checks key and shape, and answers as the test says. */
export class LlmEmulator {
  readonly apiKey = "sk-emulated";
  readonly model = "emulated-1";
  readonly requests: ChatRequest[] = [];
  /** False: an older endpoint, which knows `json_object` alone. */
  knowsSchemas = true;
  answer: (request: ChatRequest) => ChatAnswer = () => ({ status: 500, message: "No answer was set" });
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  static async start(): Promise<LlmEmulator> {
    const emulator = new LlmEmulator();
    await new Promise<void>((resolve) => emulator.server.listen(0, "127.0.0.1", resolve));
    return emulator;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  /** What the model was told, and the data it was given, in the last request. */
  get asked(): { instructions: string; data: unknown } {
    const messages = this.requests.at(-1)?.messages ?? [];
    const contentOf = (role: string) => messages.find((message) => message.role === role)?.content ?? "";
    return { instructions: contentOf("system"), data: JSON.parse(contentOf("user")) };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.url !== "/v1/chat/completions" || request.method !== "POST") {
      return complain(response, 404, "Unknown request URL");
    }
    if (request.headers.authorization !== `Bearer ${this.apiKey}`) {
      return complain(response, 401, "Incorrect API key provided");
    }
    if (request.headers["content-type"] !== "application/json") {
      return complain(response, 415, "Unsupported content type");
    }
    const parsed = requestSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
    if (!parsed.success) return complain(response, 400, z.prettifyError(parsed.error));
    if (parsed.data.model !== this.model) return complain(response, 404, "The model does not exist");
    if (!this.knowsSchemas && parsed.data.response_format.type === "json_schema") {
      return complain(response, 400, "'response_format.type' must be 'json_object' or 'text'");
    }
    this.requests.push(parsed.data);
    this.reply(response, this.answer(parsed.data));
  }

  private reply(response: ServerResponse, answer: ChatAnswer): void {
    if ("status" in answer) {
      complain(response, answer.status, answer.message, answer.retryAfter);
      return;
    }
    const content =
      "json" in answer ? JSON.stringify(answer.json) : "content" in answer ? answer.content : null;
    const refusal = "refusal" in answer ? answer.refusal : null;
    send(response, 200, {
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 0,
      model: this.model,
      choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content, refusal } }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    });
  }
}

function complain(response: ServerResponse, status: number, message: string, retryAfter?: number): void {
  if (retryAfter !== undefined) response.setHeader("retry-after", String(retryAfter));
  send(response, status, { error: { message, type: "invalid_request_error", param: null, code: null } });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
