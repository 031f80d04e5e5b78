import { randomInt } from "node:crypto";
import { expect, test } from "@playwright/test";
import { seriousFaults } from "#tests/browser/serious-faults.ts";
import { signInAs } from "#tests/browser/sign-in.ts";
import { callApi } from "#tests/browser/studio-api.ts";

const suffix = randomInt(1_000_000);
const supervisor = {
  email: `olga-promises-${suffix}@browser.test`,
  name: `Olga Promises ${suffix}`,
  password: "a-supervisor-of-the-browser-tests",
};

test.beforeAll(() => callApi("POST", "/users", { ...supervisor, role: "supervisor" }));

test("hours with a break are made by the keyboard, and a promise counts in them", async ({ page }) => {
  const name = `Desk ${suffix}`;
  await signInAs(page, supervisor, "/settings/business-hours");
  await page.getByRole("button", { name: "New hours" }).press("Enter");
  await page.getByLabel("Name", { exact: true }).first().fill(name);
  await page.getByLabel("Monday, period 1: to").fill("12:00");
  await page.getByRole("button", { name: "Add a period: Monday" }).press("Enter");
  await expect(page.getByLabel("Monday, period 2: from")).toHaveValue("13:00");
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Create hours" }).press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: name })).toContainText(
    "Mon 09:00–12:00 and 13:00–17:00",
  );

  await page.goto("/settings/sla");
  await page.getByRole("button", { name: "New policy" }).press("Enter");
  await page.getByLabel("Name", { exact: true }).fill(`Fast ${suffix}`);
  await page.getByLabel("Warn at").fill("50, 80");
  await page.getByRole("button", { name: "Add a step" }).press("Enter");
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Create policy" }).press("Enter");
  const policy = page.getByRole("listitem").filter({ hasText: `Fast ${suffix}` });
  await expect(policy).toContainText("first response in 1 hour");
  await expect(policy).toContainText("warned at 50% and 80%");
  await expect(policy).toContainText("When broken: at once tell a supervisor");
  await page.getByRole("button", { name: `Archive Fast ${suffix}` }).press("Enter");
  await expect(policy).toHaveCount(0);
});
