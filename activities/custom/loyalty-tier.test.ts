import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterEach, describe, expect, test } from "vitest";
import loyaltyTier from "#activities/custom/loyalty-tier.ts";
import type { ActivityContext } from "#activities/define-activity.ts";

let service: Server | undefined;

afterEach(() => {
  service?.closeAllConnections();
  service?.close();
});

async function answering(status: number, body: unknown): Promise<string> {
  const started = createServer((_, response) => response.writeHead(status).end(JSON.stringify(body)));
  service = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

const context = {
  idempotencyKey: "run:1",
  attempt: 1,
  logger: pino({ level: "silent" }),
  signal: new AbortController().signal,
  heartbeat: () => undefined,
  via: (outlet: string, output: unknown) => ({ outlet, output }),
} as unknown as ActivityContext;

const lookUp = (serviceUrl: string) =>
  loyaltyTier.run(context, loyaltyTier.input.parse({ serviceUrl, customerNumber: "a/b" }));

describe("the loyalty tier", () => {
  test.each([
    [0, "none"],
    [100, "silver"],
    [500, "gold"],
    [9_999, "platinum"],
  ])("makes of %i points the tier %s", async (points, tier) => {
    expect(await lookUp(await answering(200, { points }))).toEqual({
      outlet: tier,
      output: { points, tier },
    });
  });

  test("takes an unknown customer for one without points", async () => {
    expect(await lookUp(await answering(404, {}))).toMatchObject({ outlet: "none" });
  });

  test("is tried again when the service is ill, and not when it refuses", async () => {
    await expect(lookUp(await answering(503, {}))).rejects.toThrow("answered 503");
    service?.close();
    await expect(lookUp(await answering(401, {}))).rejects.toMatchObject({ nonRetryable: true });
  });

  test("does not take rubbish for an answer", async () => {
    await expect(lookUp(await answering(200, { points: "many" }))).rejects.toThrow();
  });
});
