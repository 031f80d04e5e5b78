import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { testFolder } from "#scripts/services/folders.mjs";
import { startInstance } from "#scripts/start/start-instance.ts";

/** Who the browser tests sign in as. */
export const browserAdmin = {
  email: "admin@browser.test",
  password: "browser-tests-only",
  apiKey: "tl_browser_tests_only_0123456789abcdef",
};

/**
 * Starts an instance for the browser tests, with its own data and on a free port, from the same script that
 * users run. With THROUGHLINE_URL set, the tests use the instance there.
 */
export default async function startBrowserInstance(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.THROUGHLINE_URL) return undefined;
  const folder = mkdtempSync(join(testFolder(), "browser-"));
  const instance = await startInstance({
    DATA_DIR: folder,
    PORT: undefined,
    DATABASE_URL: undefined,
    TEMPORAL_ADDRESS: undefined,
    ADMIN_EMAIL: browserAdmin.email,
    ADMIN_PASSWORD: browserAdmin.password,
    ADMIN_API_KEY: browserAdmin.apiKey,
  });
  process.env.THROUGHLINE_URL = instance.url;
  return async () => {
    await instance.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
