import { randomInt } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import type { RoutingRuleSet } from "#core/api/routing-rules.ts";
import type { RoutingSettings } from "#core/api/working-time.ts";
import { seriousFaults } from "#tests/browser/serious-faults.ts";
import { signInAs } from "#tests/browser/sign-in.ts";
import { callApi } from "#tests/browser/studio-api.ts";

const suffix = randomInt(1_000_000);
const eva = {
  email: `eva-routing-${suffix}@browser.test`,
  name: `Eva Moreau ${suffix}`,
  password: "a-supervisor-of-the-browser-tests",
};
const desk = `Desk ${suffix}`;

const to = (then: object) => ({ then });

/** A set of its own with two rules, opened by a supervisor. */
async function openSet(page: Page, name: string): Promise<RoutingRuleSet> {
  const rules = [
    { name: "First", ...to({ team: `desk_${suffix}` }) },
    { name: "Second", ...to({ team: `desk_${suffix}` }) },
  ];
  const set = await callApi<RoutingRuleSet>("POST", "/routing-rules", { name: `${name} ${suffix}`, rules });
  await signInAs(page, eva, `/settings/routing?set=${set.key}`);
  await expect(rows(page)).toHaveCount(2);
  return set;
}

const rows = (page: Page) => page.getByRole("list", { name: "Rules in their order" }).getByRole("listitem");

async function namesOf(set: RoutingRuleSet): Promise<string[]> {
  const { rules } = await callApi<RoutingRuleSet>("GET", `/routing-rules/${set.id}`);
  return rules.map(({ name }) => name);
}

test.beforeAll(async () => {
  await callApi("POST", "/users", { ...eva, role: "supervisor" });
  await callApi("POST", "/teams", { name: desk, members: [{ user: eva.email }] });
});

test("a supervisor draws a rule, asks who would get one, and brings it live", async ({ page }) => {
  const set = await openSet(page, "Drawn");
  await page.getByRole("button", { name: "Add a rule" }).click();
  const sheet = page.getByRole("dialog", { name: "New rule" });
  await sheet.getByRole("button", { name: "Keep this rule" }).click();
  await expect(sheet.getByText("Give the rule a name")).toBeVisible();
  await expect(sheet.getByText("Say what to compare with")).toBeVisible();
  await sheet.getByLabel("Name").fill("Everything to the desk");
  await sheet.getByRole("radio", { name: "For every conversation that comes this far" }).click();
  await sheet.getByRole("combobox", { name: "Team", exact: true }).click();
  await page.getByRole("option", { name: desk }).click();
  expect(await seriousFaults(page)).toEqual([]);
  await sheet.getByRole("button", { name: "Keep this rule" }).click();
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).nth(2)).toContainText(`team ${desk}`);
  expect(await namesOf(set)).toEqual(["First", "Second"]);

  await page.getByRole("button", { name: "Who would get this one?" }).click();
  await page.getByRole("button", { name: "Ask the rules" }).click();
  await expect(page.getByText("By rule 1, “First”")).toBeVisible();
  await expect(rows(page).first()).toContainText("Decides this one");
  await expect(page.getByRole("table", { name: "Everybody who was looked at" })).toContainText(eva.name);
  expect(await seriousFaults(page)).toEqual([]);

  await page.getByRole("button", { name: "Try on last week first" }).click();
  await page.getByRole("button", { name: "Try them" }).click();
  await expect(page.getByText("These rules decided nothing in that time.")).toBeVisible();

  await page.getByRole("button", { name: "Save and go live" }).click();
  await expect(page.getByText("What you changed is not live yet.")).toBeHidden();
  expect(await namesOf(set)).toEqual(["First", "Second", "Everything to the desk"]);
});

test("rules are put in order by keys alone, and back again", async ({ page }) => {
  const set = await openSet(page, "Ordered");
  const grip = page.getByRole("button", { name: /^Move Second/ });
  await grip.focus();
  await page.keyboard.press("ArrowUp");
  await expect(rows(page).first()).toContainText("Second");
  await expect(page.getByRole("status").filter({ hasText: "Second is rule 1 of 2 now" })).toBeAttached();
  await expect(grip).toBeFocused();
  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await expect(rows(page).first()).toContainText("First");
  await page.getByRole("button", { name: "Redo" }).press("Enter");
  await page.getByRole("button", { name: "Save and go live" }).press("Enter");
  await expect.poll(() => namesOf(set)).toEqual(["Second", "First"]);
});

test("what somebody else saved meanwhile is neither lost nor overwritten unasked", async ({ page }) => {
  const set = await openSet(page, "Contested");
  await page.getByRole("switch", { name: "First is on" }).click();
  const rules = [{ name: "Theirs", ...to({ team: `desk_${suffix}` }) }];
  await callApi("PUT", `/routing-rules/${set.id}`, { revision: set.revision, rules });
  await page.getByRole("button", { name: "Save and go live" }).click();
  await expect(page.getByText("Somebody else saved these rules while you changed them.")).toBeVisible();
  expect(await namesOf(set)).toEqual(["Theirs"]);
  await page.getByRole("button", { name: "Take theirs" }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText("Theirs");
});

test("a supervisor says what becomes of the work of who goes offline, and puts the tiers in order", async ({
  page,
}) => {
  const before = await callApi<RoutingSettings>("GET", "/routing-settings");
  await callApi("PUT", "/routing-settings", { ...before, tiers: ["standard", "gold"] });
  await signInAs(page, eva, "/settings/routing");
  const save = page.getByRole("button", { name: "Save settings" });
  await expect(save).toBeDisabled();
  await page.getByRole("combobox", { name: "When somebody with open work goes offline" }).click();
  await page.getByRole("option", { name: "It goes to others after a while" }).click();
  await page.getByLabel("New tier").fill("Silver");
  await page.getByLabel("New tier").press("Enter");
  await page.getByRole("button", { name: "Move Silver down" }).click();
  expect(await seriousFaults(page)).toEqual([]);
  await save.click();
  await expect(save).toBeDisabled();
  expect(await callApi<RoutingSettings>("GET", "/routing-settings")).toMatchObject({
    tiers: ["standard", "Silver", "gold"],
    whenOffline: { policy: "returnAfter", after: "PT15M" },
  });
  await callApi("PUT", "/routing-settings", before);
});
