import { randomInt } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import type { ChannelAccount } from "#core/api/channels.ts";
import type { User } from "#core/api/people.ts";
import type { Run } from "#core/api/runs.ts";
import { CanvasPage } from "#tests/browser/canvas-page.ts";
import { signInAs } from "#tests/browser/sign-in.ts";
import { callApi, listOf } from "#tests/browser/studio-api.ts";

test.describe.configure({ timeout: 180_000 });

const words = "This is terrible, I am angry and nobody helps me";

interface Stage {
  chat: ChannelAccount;
  agent: User;
}

/** A chat of its own and an agent who is online, so that nothing else answers. */
async function setStage(): Promise<Stage> {
  const suffix = randomInt(1_000_000);
  const chat = await callApi<ChannelAccount>("POST", "/channels", {
    type: "webchat",
    key: `main_job_${suffix}`,
    name: `Front page ${suffix}`,
    config: { title: "Front page", greeting: "Welcome" },
  });
  const email = `ana-${suffix}@browser.test`;
  const agent = await callApi<User>("POST", "/users", { email, name: "Ana Duarte", role: "agent", password });
  await callApi("PUT", `/users/${agent.id}/presence`, { status: "online" });
  return { chat, agent };
}

const password = "an-agent-of-the-browser-tests";

/** Draws ask → wait → sentiment → assign on an empty canvas, and publishes it. */
async function drawJourney(page: Page, { chat, agent }: Stage): Promise<CanvasPage> {
  const canvas = await CanvasPage.open(page, { name: "How was it" });
  await canvas.dragFromPalette("Message received", { x: 160, y: 80 });
  await canvas.inspector.getByText("More options").click();
  await canvas.inspector.getByRole("combobox", { name: "Accounts" }).click();
  await page.getByPlaceholder("Search").fill(chat.name);
  await page.keyboard.press("Enter");
  // Above the journeys that other tests have left live.
  await canvas.inspector.getByLabel("Priority").fill("100");
  await canvas.dragFromPalette("Ask a question", { x: 480, y: 80 });
  await canvas.inspector.getByLabel("Save the answer as").fill("visit");
  await canvas.inspector.getByRole("textbox", { name: "Question" }).fill("How was your visit?");
  await canvas.dragFromPalette("Wait", { x: 160, y: 400 });
  await canvas.inspector.getByLabel("For", { exact: true }).fill("1");
  await canvas.inspector.getByLabel("For: unit").click();
  await page.getByRole("option", { name: /^second/ }).click();
  await canvas.dragFromPalette("Sentiment", { x: 480, y: 440 });
  await canvas.dragFromPalette("Assign", { x: 160, y: 620 });
  await canvas.inspector.getByRole("combobox", { name: "Team" }).first().click();
  await page.getByRole("option", { name: "Agent" }).click();
  await canvas.inspector
    .getByText("Choose a agent")
    .or(canvas.inspector.getByText("Choose an agent"))
    .click();
  await page.getByPlaceholder("Search").fill(agent.email);
  await page.keyboard.press("Enter");
  await canvas.connect("Message received", "Next", "Ask a question");
  await canvas.connect("Ask a question", "Answered", "Wait");
  await canvas.connect("Wait", "Then", "Sentiment");
  await canvas.connect("Sentiment", "Negative", "Assign");
  await expect
    .poll(async () => (await canvas.saved()).edges.map(({ from, outlet, to }) => `${from} ${outlet} ${to}`))
    .toEqual(["message next ask", "ask answered wait", "wait next sentiment", "sentiment negative assign"]);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("button", { name: "Publish version 1" }).click();
  await expect(page.getByRole("heading", { name: "Version 1 is live" })).toBeVisible();
  return canvas;
}

async function openWidget(browser: Browser, accountId: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`/demo?account=${accountId}`);
  await page.getByRole("button", { name: "Open the chat" }).click();
  await expect(page.getByText("Welcome")).toBeVisible();
  return page;
}

async function say(visitor: Page, text: string): Promise<void> {
  await visitor.getByLabel("Your message").fill(text);
  await visitor.getByRole("button", { name: "Send" }).click();
}

test("an admin draws a journey, a visitor meets it, an agent answers and the visitor reads it", async ({
  page,
  browser,
}) => {
  const stage = await setStage();
  const canvas = await drawJourney(page, stage);

  const agent = await (await browser.newContext()).newPage();
  await signInAs(agent, { email: stage.agent.email, password }, "/inbox?view=mine");
  await expect(agent.getByRole("navigation", { name: "Views" })).toBeVisible();

  const visitor = await openWidget(browser, stage.chat.id);
  await say(visitor, "Hello there");
  await expect(visitor.getByText("How was your visit?")).toBeVisible({ timeout: 20_000 });
  await say(visitor, words);

  const row = agent.getByRole("list", { name: "Mine" }).getByRole("link");
  await expect(row).toContainText("terrible", { timeout: 20_000 });
  await expect(row).toContainText("Negative");
  await row.click();
  const thread = agent.getByRole("region", { name: "Thread" });
  await expect(thread.getByText(words)).toBeVisible();
  await agent.evaluate(() => {
    document.body.dataset.neverReloaded = "true";
  });
  await say(visitor, "Is anybody there");
  await expect(thread.getByText("Is anybody there")).toBeVisible();
  await expect(agent.locator("body[data-never-reloaded]")).toBeAttached();

  await agent.getByRole("textbox", { name: "Reply" }).fill("I am Ana, and I am with you now.");
  await agent.getByRole("textbox", { name: "Reply" }).press("Control+Enter");
  await expect(visitor.getByText("I am Ana, and I am with you now.")).toBeVisible();
  await expect(thread.getByText("I am Ana, and I am with you now.")).toBeVisible();

  // What they wrote after the journey had handed them over began a run anew, which the agent's answer holds.
  await expect
    .poll(
      async () => {
        const runs = await listOf<Run>(`/runs?journey=${canvas.journeyId}`);
        return runs.map((run) => run.status).sort();
      },
      { timeout: 20_000 },
    )
    .toEqual(["completed", "held"]);
});
