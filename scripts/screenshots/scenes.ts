import { expect, type Page } from "@playwright/test";
import type { Subject } from "#scripts/screenshots/camera.ts";
import type { DemoStory } from "#scripts/screenshots/demo-story.ts";

export interface Scene extends Subject {
  name: string;
  /** The themes in which the README shows it. */
  readme?: ("light" | "dark")[];
}

/** Every screen of the studio. */
export function makeScenes(story: DemoStory): Scene[] {
  const { runId, conversationId, urgentConversationId } = story;
  const journey = `/journeys/${story.journeyId}`;
  return [
    { name: "sign-in", path: "/sign-in", signedIn: false },
    { name: "inbox-empty", path: "/inbox" },
    { name: "inbox", path: `/inbox/${urgentConversationId}`, readme: ["light"] },
    { name: "thread-of-journey", path: `/inbox/${conversationId}` },
    { name: "journeys", path: "/journeys" },
    { name: "canvas", path: journey, prepare: chooseStep, readme: ["light", "dark"] },
    { name: "publish", path: journey, prepare: openPublish },
    { name: "runs", path: "/runs" },
    { name: "run", path: `/runs/${runId}`, prepare: awaitMessages, readme: ["light"] },
    { name: "dashboard", path: "/dashboard", readme: ["light"] },
    { name: "channels", path: "/settings/channels" },
    { name: "people", path: "/settings/people" },
    { name: "api-keys", path: "/settings/api-keys" },
    { name: "demo", path: "/demo", signedIn: false, prepare: openChat },
    { name: "not-found", path: "/nowhere" },
  ];
}

async function chooseStep(page: Page, { width }: { width: number }): Promise<void> {
  await expect(page.locator(".react-flow__node").first()).toBeVisible();
  if (width < 768) return;
  // Room for more of the drawing than for the menu.
  await page.getByRole("button", { name: "Fold the menu" }).click();
  const card = page.locator(".react-flow__node").filter({ hasText: "What is it about?" });
  await card.click({ position: { x: 110, y: 16 } });
  await expect(page.getByLabel("Name of the step")).toBeVisible();
}

/** They come after the steps and have no place kept for them. */
async function awaitMessages(page: Page): Promise<void> {
  await expect(page.getByText(/^Hello, welcome to/)).toBeVisible();
}

async function openPublish(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
}

async function openChat(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Open the chat" }).click();
  await expect(page.getByLabel("Your message")).toBeVisible();
  await expect(page.getByRole("log")).not.toBeEmpty();
}
