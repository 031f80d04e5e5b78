import { randomInt } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import type { Conversation } from "#core/api/conversations.ts";
import { openChat } from "#tests/browser/chat-visitor.ts";
import { seriousFaults } from "#tests/browser/serious-faults.ts";
import { signInAs } from "#tests/browser/sign-in.ts";
import { callApi, listOf, until } from "#tests/browser/studio-api.ts";

const password = "an-agent-of-the-browser-tests";
const suffix = randomInt(1_000_000);
const ana = { email: `ana-day-${suffix}@browser.test`, name: "Ana Moreira", password };
const rui = { email: `rui-day-${suffix}@browser.test`, name: "Rui Tavares", password };
const eva = { email: `eva-day-${suffix}@browser.test`, name: "Eva Sundberg", password };

let visitor: Awaited<ReturnType<typeof openChat>>["visitor"];

test.beforeAll(async () => {
  ({ visitor } = await openChat(suffix));
  await callApi("POST", "/users", { ...ana, role: "agent" });
  await callApi("POST", "/users", { ...rui, role: "agent" });
  await callApi("POST", "/users", { ...eva, role: "supervisor" });
});

async function desk(browser: Browser, who: typeof ana, path: string): Promise<Page> {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await signInAs(page, who, path);
  return page;
}

const thread = (page: Page) => page.getByRole("region", { name: "Thread" });
const read = (id: string) => callApi<Conversation>("GET", `/conversations/${id}`);

/** Gives the open conversation to somebody by the keyboard alone. */
async function assignTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press("a");
  await page.getByPlaceholder("Assign to").fill(name);
  await expect(page.getByRole("option", { name: new RegExp(name) })).toBeVisible();
  await page.keyboard.press("Enter");
}

test("two agents and a supervisor share a day", async ({ browser }) => {
  const question = `My invoice is wrong ${randomInt(1e9)}`;
  const { id, say } = await visitor("Lena Holt", question);
  const path = `/inbox/${id}?view=all`;
  const atAnas = await desk(browser, ana, path);
  const atRuis = await desk(browser, rui, path);
  const atEvas = await desk(browser, eva, path);
  for (const page of [atAnas, atRuis, atEvas]) await expect(thread(page).getByText(question)).toBeVisible();

  await atAnas.keyboard.press("c");
  await expect(atAnas.getByText("You are handling this").first()).toBeVisible();
  await expect(atRuis.getByText("Ana Moreira is handling this").first()).toBeVisible();
  await expect(atEvas.getByText("Ana Moreira is handling this").first()).toBeVisible();

  await atAnas.keyboard.press("n");
  const note = atAnas.getByRole("textbox", { name: "Note" });
  await expect(note).toBeFocused();
  await atAnas.keyboard.type("She paid twice, see @Rui");
  await expect(atAnas.getByRole("option", { name: /Rui Tavares/ })).toBeVisible();
  await atAnas.keyboard.press("Enter");
  await atAnas.keyboard.press("Control+Enter");
  await expect(thread(atRuis).getByRole("article", { name: "Note" })).toContainText("@Rui Tavares");

  await atAnas.keyboard.press("Escape");
  await assignTo(atAnas, rui.name);
  await expect(atRuis.getByText("You are handling this").first()).toBeVisible();
  await expect(thread(atEvas).getByText(`assigned it to ${rui.name}`)).toBeVisible();
  await until(
    () => read(id),
    (conversation) => conversation.assignee?.name === rui.name,
  );

  // The supervisor sees it go wrong and takes over.
  await say("This takes far too long, I am really angry now");
  await expect(thread(atEvas).getByText("far too long")).toBeVisible();
  await atEvas.getByRole("heading", { name: "Lena Holt" }).focus();
  await assignTo(atEvas, eva.name);
  await expect(atEvas.getByText("You are handling this").first()).toBeVisible();
  await expect(atRuis.getByText("Eva Sundberg is handling this").first()).toBeVisible();

  await atEvas.keyboard.press("r");
  await expect(atEvas.getByRole("textbox", { name: "Reply" })).toBeFocused();
  await atEvas.keyboard.type("I am sorry. You have the money back today.");
  await atEvas.keyboard.press("Control+Enter");
  await expect(thread(atAnas).getByText("You have the money back today.")).toBeVisible();
  await atEvas.keyboard.press("Escape");
  await atEvas.keyboard.press("e");
  await until(
    () => read(id),
    (conversation) => conversation.status === "resolved",
  );
  await expect(atRuis.getByText("Resolved", { exact: true }).first()).toBeVisible();
  for (const page of [atAnas, atRuis]) expect(await seriousFaults(page)).toEqual([]);
});

test("the keyboard alone works an inbox to zero", async ({ browser }) => {
  const mark = `laundry ${randomInt(1e9)}`;
  for (const name of ["Ada Wolff", "Bea Wolff", "Cleo Wolff"])
    await visitor(name, `${name} asks about ${mark}`);
  const found = await listOf<Conversation>(`/conversations?q=${encodeURIComponent(mark)}`);
  for (const { id } of found) await callApi("POST", `/conversations/${id}/assign`, { assignee: ana.email });
  const page = await desk(browser, ana, `/inbox?view=mine&q=${encodeURIComponent(mark)}`);
  const rows = page.getByRole("list", { name: "Mine" }).getByRole("link");
  await expect(rows).toHaveCount(3);

  // One answered and resolved, one put off, one resolved with a note.
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Cleo Wolff" })).toBeFocused();
  await page.keyboard.press("r");
  await expect(page.getByRole("textbox", { name: "Reply" })).toBeFocused();
  await page.keyboard.type("In the cellar, every day.");
  await page.keyboard.press("Control+Enter");
  await expect(thread(page).getByText("In the cellar, every day.")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect(page.getByRole("heading", { name: "Bea Wolff" })).toBeFocused();
  await page.keyboard.press("s");
  await expect(page.getByRole("button", { name: /^In 1 hour/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Ada Wolff" })).toBeFocused();
  await page.keyboard.press("n");
  await expect(page.getByRole("textbox", { name: "Note" })).toBeFocused();
  await page.keyboard.type("Told her on the phone.");
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect(page.getByText("Nothing found")).toBeVisible();
  await until(
    () => listOf<Conversation>(`/conversations?q=${encodeURIComponent(mark)}&status=new,in_progress`),
    (left) => left.length === 0,
  );
});
