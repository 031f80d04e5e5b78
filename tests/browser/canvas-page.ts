import { expect, type Locator, type Page } from "@playwright/test";
import type { Journey } from "#core/api/journeys.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { signInAs } from "#tests/browser/sign-in.ts";
import { callApi } from "#tests/browser/studio-api.ts";
import { browserAdmin } from "#tests/setup/browser-instance.ts";

type Point = { x: number; y: number };

/** The canvas of one journey, as a person works with it. */
export class CanvasPage {
  readonly page: Page;
  readonly journeyId: string;

  constructor(page: Page, journeyId: string) {
    this.page = page;
    this.journeyId = journeyId;
  }

  /** Signs in, makes a journey and opens it. */
  static async open(page: Page, document: Partial<JourneyDocument> & { name: string }): Promise<CanvasPage> {
    const journey = await callApi<Journey>("POST", "/journeys", { nodes: [], edges: [], ...document });
    await signInAs(page, browserAdmin, `/journeys/${journey.id}`);
    await expect(page.locator(".react-flow")).toBeVisible();
    await expect(page.getByRole("complementary", { name: "Palette" })).toBeVisible();
    return new CanvasPage(page, journey.id);
  }

  card(name: string): Locator {
    return this.page.locator(".react-flow__node").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  outlet(card: string, outlet: string): Locator {
    return this.page.getByLabel(`${outlet}, out of ${card}`, { exact: true });
  }

  /** Drags an entry of the palette to a point of the canvas, counted from its corner. */
  async dragFromPalette(entry: string, to: Point): Promise<void> {
    const button = this.palette
      .getByRole("button")
      .filter({ has: this.page.getByText(entry, { exact: true }) });
    await button.scrollIntoViewIfNeeded();
    await this.drag(await middleOf(button), await this.onCanvas(to));
  }

  async connect(from: string, outlet: string, to: string): Promise<void> {
    // Hovering waits until the card stands still: it grows and shrinks with what it says.
    await this.outlet(from, outlet).hover();
    await this.drag(
      await middleOf(this.outlet(from, outlet)),
      await middleOf(this.page.getByLabel(`Into ${to}`, { exact: true })),
    );
  }

  /** With pauses as a hand makes them: a gesture of one jump is none to the canvas. */
  async drag(from: Point, to: Point): Promise<void> {
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + 8, from.y + 8, { steps: 3 });
    await this.page.mouse.move(to.x, to.y, { steps: 12 });
    await this.page.mouse.up();
  }

  async onCanvas({ x, y }: Point): Promise<Point> {
    const box = await this.page.locator(".react-flow").boundingBox();
    if (!box) throw new Error("The canvas is not there.");
    return { x: box.x + x, y: box.y + y };
  }

  async choose(card: string): Promise<void> {
    await this.card(card).click({ position: { x: 110, y: 16 } });
    await expect(this.inspector.getByLabel("Name of the step")).toBeVisible();
  }

  get palette(): Locator {
    return this.page.getByRole("complementary", { name: "Palette" });
  }

  get inspector(): Locator {
    return this.page.getByRole("complementary", { name: "Inspector" });
  }

  async saved(): Promise<JourneyDocument> {
    await expect(this.page.getByRole("status", { name: "Draft" })).toHaveText("Saved");
    return (await callApi<Journey>("GET", `/journeys/${this.journeyId}`)).document;
  }
}

export async function middleOf(locator: Locator): Promise<Point> {
  await expect(locator).toBeVisible();
  const box = await locator.boundingBox();
  if (!box) throw new Error("There is nothing to point at.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
