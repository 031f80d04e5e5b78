import { randomInt } from "node:crypto";
import { expect, test } from "@playwright/test";
import { seriousFaults } from "#tests/browser/serious-faults.ts";
import { signInAs } from "#tests/browser/sign-in.ts";
import { callApi } from "#tests/browser/studio-api.ts";

const suffix = randomInt(1_000_000);
const supervisor = {
  email: `nuno-board-${suffix}@browser.test`,
  name: `Nuno Prates ${suffix}`,
  password: "a-supervisor-of-the-browser-tests",
};
const agent = { email: `ines-board-${suffix}@browser.test`, name: `Inês Prata ${suffix}` };

test.beforeAll(async () => {
  await callApi("POST", "/users", { ...supervisor, role: "supervisor" });
  await callApi("POST", "/users", { ...agent, password: "an-agent-of-the-browser-tests", role: "agent" });
});

test("a supervisor sees the board, sets an agent's presence and messages them", async ({ page }) => {
  await signInAs(page, supervisor, "/board");
  for (const name of ["Waiting now", "Promises at risk", "Unhappy customers", "People", "Bottlenecks"]) {
    await expect(page.getByRole("region", { name })).toBeVisible();
  }
  const line = page
    .getByRole("region", { name: "People" })
    .getByRole("listitem")
    .filter({ hasText: agent.name });
  await expect(line).toContainText("Offline");
  await page.getByRole("button", { name: `More for ${agent.name}` }).click();
  await page.getByRole("menuitem", { name: "Online", exact: true }).click();
  await expect(line).toContainText("Online");
  await page.getByRole("button", { name: `Message ${agent.name}` }).click();
  await page.getByLabel("Message", { exact: true }).fill("Can you take the next two?");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await seriousFaults(page)).toEqual([]);
});

test("an agent's page shows their figures, each with its definition", async ({ page }) => {
  await signInAs(page, supervisor, "/board");
  await page.getByRole("link", { name: agent.name, exact: true }).click();
  await expect(page.getByRole("heading", { name: agent.name })).toBeVisible();
  await expect(page.getByRole("region", { name: "SLA adherence" })).toBeVisible();
  await expect(page.getByRole("button", { name: "What “CSAT” means" })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
});

test("a target is set where a figure is shown, stands beside it, and is removed from the list of all", async ({
  page,
}) => {
  await signInAs(page, supervisor, "/board");
  await page.getByRole("link", { name: agent.name, exact: true }).click();
  await page.getByRole("button", { name: "Set the target of SLA adherence" }).click();
  await page.getByLabel("Number, percent").fill("92.5");
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Save target" }).click();
  await expect(page.getByRole("region", { name: "SLA adherence" })).toContainText("at least 92.5%");
  await page.getByRole("link", { name: "Board" }).first().click();
  await page.getByRole("button", { name: "Targets" }).click();
  const heading = `SLA adherence, ${agent.name}`;
  await expect(page.getByRole("dialog")).toContainText(heading);
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole("button", { name: `Remove the target: ${heading}` }).click();
  await expect(page.getByText(heading)).toHaveCount(0);
});
