import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeFault {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** What axe finds on the page that keeps people from using it, with the place of each. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  // What fades in has no contrast yet.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const faults = await page.evaluate(async (): Promise<AxeFault[]> => {
    const { axe: checker } = window as unknown as {
      axe: { run(root: Document): Promise<{ violations: AxeFault[] }> };
    };
    return (await checker.run(document)).violations;
  });
  return faults
    .filter((fault) => fault.impact === "serious" || fault.impact === "critical")
    .flatMap((fault) => fault.nodes.map((node) => `${fault.id}: ${node.html.slice(0, 200)}`));
}
