import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";

const systemPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/**
 * The browser that the tests drive: CHROMIUM_PATH, the system's, or nothing where Playwright's own is to be used.
 * @returns {string | undefined}
 */
export function systemChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  return systemPaths.find((path) => existsSync(path));
}

/** Whether there is a browser to run tests in. */
async function hasChromium() {
  if (systemChromium()) return true;
  const { chromium } = await import("@playwright/test");
  return existsSync(chromium.executablePath());
}

/**
 * Installs Chromium where there is none: from the distribution as root, else Playwright's own download.
 * @param {import("../start/run-command.mjs").Commands} commands
 * @param {import("../start/report.mjs").Tell} tell
 */
export async function installChromium(commands, tell) {
  if (await hasChromium()) return;
  if (process.getuid?.() === 0 && isInstalled("apt-get")) {
    tell("installing Debian's chromium with apt");
    const environment = { DEBIAN_FRONTEND: "noninteractive" };
    try {
      await commands.run("apt-get", ["update"], { environment, tell });
      await commands.run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], {
        environment,
        tell,
      });
    } catch (error) {
      tell(`apt could not: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
    }
    if (systemChromium()) return;
  }
  tell("downloading Playwright's Chromium");
  const playwright = createRequire(import.meta.url).resolve("@playwright/test/cli");
  try {
    await commands.run(process.execPath, [playwright, "install", "chromium"], { tell });
  } catch (error) {
    throw new Error(
      "There is no Chromium to test in. Install one (Debian, Ubuntu: sudo apt-get install chromium) or set CHROMIUM_PATH.\n" +
        (error instanceof Error ? error.message : error),
      { cause: error },
    );
  }
}

/** @param {string} program */
function isInstalled(program) {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
