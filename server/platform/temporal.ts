import { Client, Connection } from "@temporalio/client";
import type { PayloadCodec } from "@temporalio/common";
import { environment } from "#server/platform/env.ts";
import { createPayloadCodec } from "#server/platform/payload-codec.ts";

/** On globalThis, so that a reload in development keeps one connection. */
const holder = globalThis as typeof globalThis & { throughlineTemporal?: Client };

/** The codec under this process's keys. */
export function payloadCodec(): PayloadCodec {
  return createPayloadCodec(environment().ENCRYPTION_KEY);
}

/** The client of this process; it connects with its first call, and again by itself. */
export function temporalClient(): Client {
  holder.throughlineTemporal ??= openClient();
  return holder.throughlineTemporal;
}

export async function closeTemporal(): Promise<void> {
  const client = holder.throughlineTemporal;
  holder.throughlineTemporal = undefined;
  await client?.connection.close();
}

/** Whose task queue the workflows of this installation are on. */
export function taskQueue(): string {
  return environment().TEMPORAL_TASK_QUEUE;
}

/** What histories name as the process that did something: never a machine's name. */
export const IDENTITY = "throughline";

function openClient(): Client {
  const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = environment();
  return new Client({
    connection: Connection.lazy({ address: TEMPORAL_ADDRESS, connectTimeout: "10 seconds" }),
    namespace: TEMPORAL_NAMESPACE,
    identity: IDENTITY,
    dataConverter: { payloadCodecs: [payloadCodec()] },
  });
}
