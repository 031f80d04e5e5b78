import { defineConfig, devices } from "@playwright/test";
import { systemChromium } from "./scripts/test/chromium.mjs";

const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "tests/browser",
  globalSetup: "./tests/setup/browser-instance.ts",
  // One instance and one database serve all files, so they take turns.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // A CI machine may stall for seconds. What passes only when tried again is listed as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  outputDir: "test-results",
  use: {
    ...devices["Desktop Chrome"],
    baseURL: process.env.THROUGHLINE_URL,
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: systemChromium(),
      args: isRoot ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"],
    },
  },
});
