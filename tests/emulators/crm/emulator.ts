import { createHmac, timingSafeEqual } from "node:crypto";
import type { ServerResponse } from "node:http";
import { z } from "zod";
import { type Call, json, ServiceEmulator } from "#tests/emulators/service/emulator.ts";

const requestSchema = z.strictObject({
  action: z.enum(["upsert", "log", "read"]),
  object: z.string().min(1),
  externalId: z.string().nullable(),
  fields: z.record(z.string(), z.unknown()),
  wanted: z.array(z.string()).optional(),
  contact: z.strictObject({
    id: z.uuid(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    name: z.string().nullable(),
  }),
});

type CrmRequest = z.output<typeof requestSchema>;

/** Seconds that a signature may be old. */
const TOLERANCE = 300;

/** A CRM that takes signed JSON: checks signature, time and shape, and does each key once. */
export class CrmEmulator {
  readonly secret = "a-secret-of-some-length";
  /** Requests that were carried out, without repeats. */
  readonly done: CrmRequest[] = [];
  readonly records = new Map<string, Record<string, unknown>>();
  /** Answers the next requests with these statuses instead of carrying them out. */
  failures: number[] = [];
  /** What it says to whoever signs wrongly. */
  refusal = "The signature is not right";
  private readonly answers = new Map<string, unknown>();
  private readonly service: ServiceEmulator;

  private constructor(service: ServiceEmulator) {
    this.service = service;
    service.answer = (call, response) => this.serve(call, response);
  }

  static async start(): Promise<CrmEmulator> {
    return new CrmEmulator(await ServiceEmulator.start());
  }

  get url(): string {
    return `${this.service.url}/hook`;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  private serve(call: Call, response: ServerResponse): void {
    const key = call.headers["idempotency-key"];
    if (!this.isSigned(call)) json(response, { message: this.refusal }, 401);
    else if (typeof key !== "string") json(response, { message: "There is no Idempotency-Key" }, 400);
    else {
      const failure = this.failures.shift();
      if (failure) json(response, { message: "Not now" }, failure);
      else this.carryOut(call, key, response);
    }
  }

  private carryOut(call: Call, key: string, response: ServerResponse): void {
    const parsed = requestSchema.safeParse(JSON.parse(call.body));
    if (!parsed.success) {
      json(response, { message: z.prettifyError(parsed.error) }, 422);
      return;
    }
    const answer = this.answers.get(key) ?? this.perform(parsed.data);
    this.answers.set(key, answer);
    json(response, answer);
  }

  private perform(request: CrmRequest): unknown {
    this.done.push(request);
    const { action, object, externalId, fields, wanted } = request;
    if (action === "read") {
      const record = this.records.get(`${object}/${externalId}`);
      if (!record) return { record: null };
      const shown = Object.entries(record).filter(([name]) => !wanted || wanted.includes(name));
      return { record: Object.fromEntries(shown) };
    }
    const id = externalId ?? `${object}-${this.done.length}`;
    this.records.set(`${object}/${id}`, { ...this.records.get(`${object}/${id}`), ...fields });
    return { id };
  }

  private isSigned({ headers, body }: Call): boolean {
    const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": given } = headers;
    if (typeof given !== "string" || Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE)
      return false;
    const digest = createHmac("sha256", this.secret).update(`${id}.${timestamp}.${body}`).digest("base64");
    const expected = Buffer.from(`v1,${digest}`);
    return expected.length === given.length && timingSafeEqual(expected, Buffer.from(given));
  }
}
