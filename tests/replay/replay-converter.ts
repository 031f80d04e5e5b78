import { join } from "node:path";
import type { DataConverter } from "@temporalio/worker";
import { createPayloadCodec } from "#server/platform/payload-codec.ts";
import { projectRoot } from "#server/platform/project-root.ts";

/** Stored histories are encrypted like any other; their key is no secret. */
export const HISTORIES_KEY = Buffer.alloc(32, "stored histories").toString("base64");

export const historiesFolder = join(projectRoot(), "tests", "replay", "histories");

export function replayConverter(): DataConverter {
  return {
    payloadCodecs: [createPayloadCodec([HISTORIES_KEY])],
    failureConverterPath: join(projectRoot(), "workflows", "failure-converter.cjs"),
  };
}
