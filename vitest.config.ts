import { defineConfig } from "vitest/config";

// A CI machine may stall for seconds. What passes only when tried again is marked so in the output.
const retry = process.env.CI ? 1 : 0;

const integration = {
  retry,
  globalSetup: ["tests/setup/test-services.ts"],
  setupFiles: ["tests/setup/integration.ts"],
  testTimeout: 120_000,
  hookTimeout: 60_000,
  pool: "forks" as const,
};

export default defineConfig({
  test: {
    // Integration tests wait for Temporal and Postgres more than they compute.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: "unit",
          include: ["{core,nodes,channels,connectors,components,scripts}/**/*.test.{ts,tsx}"],
        },
      },
      {
        test: {
          ...integration,
          name: "integration",
          include: [
            "{app,server,activities,workflows,prisma,bench}/**/*.test.ts",
            "tests/integration/**/*.test.ts",
          ],
        },
      },
      { test: { name: "replay", include: ["tests/replay/**/*.test.ts"], testTimeout: 60_000 } },
      {
        test: {
          name: "start",
          include: ["tests/start/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          retry,
          fileParallelism: false,
        },
      },
      { test: { name: "chaos", include: ["tests/long/**/*.test.ts"], fileParallelism: false } },
    ],
  },
});
