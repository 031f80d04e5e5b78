import { expect, test } from "@playwright/test";
import type { Journey, JourneySummary, JourneyVersion } from "#core/api/journeys.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { CanvasPage, middleOf } from "#tests/browser/canvas-page.ts";
import { seriousFaults } from "#tests/browser/serious-faults.ts";
import { callApi, listOf } from "#tests/browser/studio-api.ts";

const greeting: Pick<JourneyDocument, "nodes" | "edges"> = {
  nodes: [
    { id: "start", type: "trigger.message", config: {}, position: { x: 0, y: 60 } },
    { id: "hello", type: "send", label: "Say hello", config: { text: "Hello" }, position: { x: 420, y: 60 } },
  ],
  edges: [{ from: "start", outlet: "next", to: "hello" }],
};

// What is drawn here answers every message on every channel, those of other tests as well.
test.afterAll(async () => {
  for (const journey of await listOf<JourneySummary>("/journeys?limit=200"))
    if (journey.status === "live" && !journey.isDemo) await callApi("POST", `/journeys/${journey.id}/pause`);
});

test("an admin draws a journey on an empty canvas, configures and publishes it", async ({ page }) => {
  const canvas = await CanvasPage.open(page, { name: "Missed-call recovery" });
  await canvas.dragFromPalette("Message received", { x: 140, y: 120 });
  await canvas.dragFromPalette("Ask a question", { x: 440, y: 160 });
  await canvas.dragFromPalette("Exit", { x: 440, y: 480 });
  await canvas.connect("Message received", "Next", "Ask a question");
  await canvas.connect("Ask a question", "Answered", "Exit");
  await expect(page.locator(".react-flow__edge")).toHaveCount(2);

  await canvas.choose("Ask a question");
  await expect(canvas.inspector.getByText("“Save the answer as” is missing")).toBeVisible();
  await canvas.inspector.getByLabel("Save the answer as").fill("slot");
  await canvas.inspector.getByRole("textbox", { name: "Question" }).fill("When suits you?");
  await expect(canvas.inspector.getByText("“Save the answer as” is missing")).toBeHidden();
  await canvas.inspector.getByLabel("Name of the step").fill("When suits you?");
  await expect(canvas.card("When suits you?")).toContainText("Ask “When suits you?”");

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(canvas.card("Ask a question")).toBeVisible();
  await page.getByRole("button", { name: "Redo" }).click();
  await expect(canvas.card("When suits you?")).toBeVisible();

  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("button", { name: "Publish version 1" }).click();
  await expect(page.getByRole("heading", { name: "Version 1 is live" })).toBeVisible();
  const version = await callApi<JourneyVersion>("GET", `/journeys/${canvas.journeyId}/versions/1`);
  expect(version.document.nodes.map((node) => node.type)).toEqual(["trigger.message", "ask", "exit"]);
  expect(version.document.nodes[1]).toMatchObject({
    label: "When suits you?",
    config: { text: "When suits you?", saveAs: "slot" },
  });
  expect(version.document.edges).toEqual([
    { from: "message", outlet: "next", to: "ask" },
    { from: "ask", outlet: "answered", to: "exit" },
  ]);
});

test("the keyboard alone builds and publishes a journey", async ({ page }) => {
  const canvas = await CanvasPage.open(page, { name: "By keyboard" });
  await page.keyboard.press("/");
  await page.keyboard.type("message received");
  await page.keyboard.press("Enter");
  await expect(canvas.card("Message received")).toBeVisible();
  await page.getByLabel("Find a step").fill("resolve");
  await page.keyboard.press("Enter");
  await expect(canvas.card("Resolve")).toBeVisible();
  // A step that is added while another is chosen is connected to it.
  await expect(page.locator(".react-flow__edge")).toHaveCount(1);
  await canvas.inspector.getByLabel("Reason").focus();
  await page.keyboard.type("answered");

  await canvas.card("Message received").focus();
  await page.keyboard.press("Enter");
  await canvas.inspector.getByRole("combobox", { name: "Next" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("resolve");
  await page.keyboard.press("Enter");
  await expect(page.locator(".react-flow__edge")).toHaveCount(0);
  await canvas.inspector.getByRole("combobox", { name: "Next" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("resolve");
  await page.keyboard.press("Enter");
  await expect(page.locator(".react-flow__edge")).toHaveCount(1);

  await page.getByRole("button", { name: "Publish", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Publish version 1" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Version 1 is live" })).toBeVisible();
});

test("a way drawn into empty space asks what comes there", async ({ page }) => {
  const canvas = await CanvasPage.open(page, { name: "Into the open", ...greeting });
  await canvas.drag(
    await middleOf(canvas.outlet("Say hello", "Failed")),
    await canvas.onCanvas({ x: 200, y: 520 }),
  );
  await page.getByPlaceholder("What comes here?").fill("note");
  await page.keyboard.press("Enter");
  await expect(canvas.card("Write a note")).toBeVisible();
  expect((await canvas.saved()).edges).toContainEqual({ from: "hello", outlet: "failed", to: "note" });
});

test("a step dropped on a way goes between its ends, and taken out joins them again", async ({ page }) => {
  const canvas = await CanvasPage.open(page, { name: "In between", ...greeting });
  const from = await middleOf(canvas.outlet("Message received", "Next"));
  const to = await middleOf(page.getByLabel("Into Say hello", { exact: true }));
  const corner = await canvas.onCanvas({ x: 0, y: 0 });
  const middle = { x: (from.x + to.x) / 2 - corner.x, y: (from.y + to.y) / 2 - corner.y };
  await canvas.dragFromPalette("Wait", middle);
  await expect(canvas.card("Wait")).toBeVisible();
  expect((await canvas.saved()).edges).toEqual([
    { from: "start", outlet: "next", to: "wait" },
    { from: "wait", outlet: "next", to: "hello" },
  ]);
  await page.keyboard.press("Delete");
  await expect(canvas.card("Wait")).toBeHidden();
  await expect.poll(async () => (await canvas.saved()).edges).toEqual(greeting.edges);
});

test("steps are chosen together, duplicated and moved, and one undo takes back one gesture", async ({
  page,
}) => {
  const canvas = await CanvasPage.open(page, { name: "Together", ...greeting });
  await canvas.choose("Say hello");
  await page.keyboard.press("Control+a");
  await expect(page.getByText("2 steps chosen")).toBeVisible();
  await page.keyboard.press("Control+d");
  await expect(page.locator(".react-flow__node")).toHaveCount(4);
  await page.keyboard.press("Control+z");
  await expect(page.locator(".react-flow__node")).toHaveCount(2);

  const before = (await canvas.saved()).nodes.find((node) => node.id === "hello")?.position;
  const card = await middleOf(canvas.card("Say hello").getByText("Say hello", { exact: true }));
  await canvas.drag(card, { x: card.x + 60, y: card.y + 120 });
  const moved = async () => (await canvas.saved()).nodes.find((node) => node.id === "hello")?.position;
  await expect.poll(moved).not.toEqual(before);
  await page.keyboard.press("Control+z");
  await expect.poll(moved).toEqual(before);
});

test("a problem leads to its step and field", async ({ page }) => {
  const nodes = [...greeting.nodes, { id: "ask", type: "ask", config: {}, position: { x: 420, y: 360 } }];
  const edges = [...greeting.edges, { from: "hello", outlet: "next", to: "ask" }];
  const canvas = await CanvasPage.open(page, { name: "With a gap", nodes, edges });
  await page.getByRole("button", { name: /^\d+ problems?$/ }).click();
  await page.getByRole("region", { name: "Problems" }).getByText("“Save the answer as” is missing").click();
  await expect(canvas.inspector.getByLabel("Save the answer as")).toBeFocused();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByRole("button", { name: "Publish version 1" })).toBeDisabled();
});

test("a condition is built by choosing", async ({ page }) => {
  const canvas = await CanvasPage.open(page, { name: "On a condition", ...greeting });
  await canvas.choose("Message received");
  await canvas.inspector.getByRole("button", { name: "Only when: add a condition" }).click();
  await canvas.inspector.getByRole("button", { name: /Comparison 1: field/ }).click();
  await page.getByPlaceholder(/Find, or type/).fill("contact.tier");
  await page.keyboard.press("Enter");
  await canvas.inspector.getByRole("combobox", { name: "Comparison 1: operator" }).click();
  await page.getByRole("option", { name: "is", exact: true }).click();
  await canvas.inspector.getByLabel("Comparison 1: value").fill("vip");
  await expect
    .poll(async () => (await canvas.saved()).nodes[0]?.config.when)
    .toEqual({
      field: "contact.tier",
      op: "eq",
      value: "vip",
    });
});

test("a draft that someone else saved meanwhile is not overwritten unasked", async ({ page }) => {
  const canvas = await CanvasPage.open(page, { name: "Two at once", ...greeting });
  const theirs = await callApi<Journey>("GET", `/journeys/${canvas.journeyId}`);
  await callApi("PUT", `/journeys/${canvas.journeyId}`, { ...theirs.document, name: "Theirs" });
  await page.getByLabel("Name of the journey").fill("Mine");
  await expect(page.getByText("Someone else saved this journey meanwhile.")).toBeVisible();
  expect((await callApi<Journey>("GET", `/journeys/${canvas.journeyId}`)).name).toBe("Theirs");
  await page.getByRole("button", { name: "Overwrite with mine" }).click();
  expect((await canvas.saved()).name).toBe("Mine");
});

test("the canvas has no serious fault for assistive technology, in light and dark", async ({ page }) => {
  const canvas = await CanvasPage.open(page, { name: "For everyone", ...greeting });
  await canvas.choose("Say hello");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousFaults(page), colorScheme).toEqual([]);
  }
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
});
