import { expect, type Page } from "@playwright/test";
import type { Subject } from "#scripts/screenshots/camera.ts";
import type { DemoStory } from "#scripts/screenshots/demo-story.ts";

export interface Scene extends Subject {
  name: string;
  /** Also taken without anything to show, and when nothing can be shown. */
  hasStates?: boolean;
  /** The themes in which the README shows it. */
  readme?: ("light" | "dark")[];
}

/** Every screen of the studio. */
export function makeScenes(story: DemoStory): Scene[] {
  const { runId, conversationId, urgentConversationId, teamId, userId } = story;
  const journey = `/journeys/${story.journeyId}`;
  const stateful = (name: string, path: string): Scene => ({ name, path, hasStates: true });
  return [
    { name: "sign-in", path: "/sign-in", signedIn: false },
    stateful("inbox-list", "/inbox"),
    { ...stateful("inbox", `/inbox/${urgentConversationId}`), readme: ["light"] },
    { name: "inbox-search", path: "/inbox?view=all&q=appointment&found=messages" },
    { name: "thread-of-journey", path: `/inbox/${conversationId}` },
    stateful("board", "/board"),
    stateful("figures-of-team", `/board/teams/${teamId}`),
    stateful("figures-of-agent", `/board/agents/${userId}`),
    stateful("journeys", "/journeys"),
    { ...stateful("canvas", journey), prepare: chooseStep, readme: ["light", "dark"] },
    { name: "publish", path: journey, prepare: openPublish },
    stateful("runs", "/runs"),
    { ...stateful("run", `/runs/${runId}`), prepare: awaitMessages, readme: ["light"] },
    { ...stateful("dashboard", "/dashboard"), readme: ["light"] },
    stateful("channels", "/settings/channels"),
    stateful("people", "/settings/people"),
    stateful("routing", "/settings/routing"),
    stateful("intents", "/settings/intents"),
    stateful("sla", "/settings/sla"),
    stateful("business-hours", "/settings/business-hours"),
    stateful("out-of-office", "/settings/out-of-office"),
    stateful("notifications", "/settings/notifications"),
    stateful("api-keys", "/settings/api-keys"),
    { name: "survey-gone", path: "/csat/none", signedIn: false },
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
