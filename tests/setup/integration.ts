// Runs before each integration test file: its own database and task queue, in the environment before any
// module of the app is loaded. Tests simply import server code.
import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { createTestDatabase } from "#tests/setup/database.ts";

const { temporalAddress, workflowBundle, folder } = inject("services");
const database = await createTestDatabase();

Object.assign(process.env, {
  DATABASE_URL: database.ownerUrl,
  APP_DATABASE_URL: database.appUrl,
  TEMPORAL_ADDRESS: temporalAddress,
  TEMPORAL_NAMESPACE: "default",
  WORKFLOW_BUNDLE: workflowBundle,
  TEMPORAL_TASK_QUEUE: `test-${randomUUID()}`,
  DATA_DIR: folder,
  PUBLIC_URL: "http://localhost:3000",
  NEXTAUTH_URL: "http://localhost:3000",
  NEXTAUTH_SECRET: Buffer.alloc(32, "nextauth").toString("base64"),
  ENCRYPTION_KEY: Buffer.alloc(32, "encryption").toString("base64"),
});
