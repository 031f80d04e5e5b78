import { randomInt } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import type { ChannelAccount } from "#core/api/channels.ts";
import type { Conversation } from "#core/api/conversations.ts";
import type { Message } from "#core/api/messages.ts";
import { openChat } from "#tests/browser/chat-visitor.ts";
import { seriousFaults } from "#tests/browser/serious-faults.ts";
import { signInAs } from "#tests/browser/sign-in.ts";
import { callApi, listOf, until } from "#tests/browser/studio-api.ts";

const password = "an-agent-of-the-browser-tests";
const suffix = randomInt(1_000_000);
const ana = { email: `ana-inbox-${suffix}@browser.test`, name: "Ana Duarte", password };
const rui = { email: `rui-inbox-${suffix}@browser.test`, name: "Rui Lopes", password };
const eva = { email: `eva-inbox-${suffix}@browser.test`, name: "Eva Holm", password };

let chat: ChannelAccount;
let visitor: Awaited<ReturnType<typeof openChat>>["visitor"];

test.beforeAll(async () => {
  ({ chat, visitor } = await openChat(suffix));
  for (const agent of [ana, rui]) await callApi("POST", "/users", { ...agent, role: "agent" });
  await callApi("POST", "/users", { ...eva, role: "supervisor" });
});

async function desk(browser: Browser, agent: typeof ana, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, agent, path);
  return page;
}

const toast = (page: Page, words: string) => page.getByRole("listitem").filter({ hasText: words });
const unique = (words: string) => `${words} ${randomInt(1e9)}`;
const thread = (page: Page) => page.getByRole("region", { name: "Thread" });
const reply = (page: Page) => page.getByRole("textbox", { name: "Reply" });
const read = (id: string) => callApi<Conversation>("GET", `/conversations/${id}`);

test("an agent claims a conversation, answers, leaves a note, resolves and takes that back", async ({
  browser,
}) => {
  const maya = await visitor("Maya Lind", unique("Where is the entrance"));
  const page = await desk(browser, ana, `/inbox/${maya.id}`);
  await page.getByRole("button", { name: "Claim" }).click();
  await expect(page.getByText("You are handling this").first()).toBeVisible();

  await reply(page).fill("By the river, the blue door.");
  await reply(page).press("Control+Enter");
  await expect(reply(page)).toHaveValue("");
  await expect(thread(page).getByText("By the river, the blue door.")).toHaveCount(1);

  await page.getByRole("button", { name: "Note", exact: true }).click();
  await page.getByRole("textbox", { name: "Note" }).fill("Ask @Rui");
  await page
    .getByRole("option", { name: /Rui Lopes/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(thread(page).getByRole("article", { name: "Note" })).toContainText("Ask @Rui Lopes");
  // The screen shows a note before the server has it.
  const said = await until(
    () => listOf<Message>(`/conversations/${maya.id}/messages?include=notes`),
    (messages) => messages.some((message) => message.note),
  );
  const notes = said.filter((message) => message.note);
  expect(notes).toMatchObject([{ text: "Ask @Rui Lopes", mentions: [expect.any(String)] }]);

  await page.getByRole("button", { name: "Resolve" }).click();
  await until(
    () => read(maya.id),
    (conversation) => conversation.status === "resolved",
  );
  await toast(page, "Resolved").getByRole("button", { name: "Undo" }).click();
  await until(
    () => read(maya.id),
    (conversation) => conversation.status === "in_progress",
  );
});

test("a reply over a colleague's newer one is refused, with theirs shown, and can still be sent", async ({
  browser,
}) => {
  const { id } = await visitor("Otto Berg", unique("Is the clinic open on Sunday"));
  const [first, second] = [
    await desk(browser, ana, `/inbox/${id}`),
    await desk(browser, rui, `/inbox/${id}`),
  ];
  await expect(thread(first).getByText("Is the clinic open")).toBeVisible();
  await expect(thread(second).getByText("Is the clinic open")).toBeVisible();
  // Rui's screen hears of nothing new, as over a bad connection.
  await second.route(/\/api\/live|\/messages\?/, (route) => route.abort());
  await reply(second).fill("No, from Monday.");
  await reply(first).fill("Yes, from nine.");
  await reply(first).press("Control+Enter");
  await until(
    () => listOf<Message>(`/conversations/${id}/messages`),
    (messages) => messages.some((message) => message.text === "Yes, from nine."),
  );
  await reply(second).press("Control+Enter");
  const refusal = second.getByRole("alert").filter({ hasText: "Ana Duarte answered" });
  await expect(refusal).toContainText("Yes, from nine.");
  await expect(reply(second)).toHaveValue("No, from Monday.");
  await refusal.getByRole("button", { name: "Send mine as well" }).click();
  const messages = await until(
    () => listOf<Message>(`/conversations/${id}/messages`),
    (all) => all.some((message) => message.text === "No, from Monday."),
  );
  const said = messages.filter((message) => message.author.kind === "agent").map((message) => message.text);
  expect(said).toEqual(["Yes, from nine.", "No, from Monday."]);
});

test("the keyboard alone goes through the list, writes with a canned reply and resolves", async ({
  browser,
}) => {
  const mark = unique("parking");
  await callApi("POST", "/canned-responses", {
    name: `Parking ${suffix}`,
    text: "Dear {{ contact.firstName }}, park behind the house.",
  });
  const older = await visitor("Nora Falk", `Older question on ${mark}`);
  const newer = await visitor("Iris Holm", `Newer question on ${mark}`);
  const page = await desk(browser, ana, `/inbox?view=all&q=${encodeURIComponent(mark)}`);
  await expect(page.getByRole("list", { name: "All" }).getByRole("link")).toHaveCount(2);
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Iris Holm" })).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: "Nora Falk" })).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.getByRole("heading", { name: "Iris Holm" })).toBeFocused();

  await page.keyboard.press("r");
  await expect(reply(page)).toBeFocused();
  await page.keyboard.type(`/Parking ${suffix}`);
  await expect(page.getByRole("option", { selected: true })).toContainText(`Parking ${suffix}`);
  await page.keyboard.press("Enter");
  await expect(reply(page)).toHaveValue("Dear Iris, park behind the house.");
  await page.keyboard.type(" jess");
  await expect(page).toHaveURL(new RegExp(newer.id));
  await page.keyboard.press("Control+Enter");
  await expect(thread(page).getByText("park behind the house. jess")).toBeVisible();

  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect(page.getByRole("heading", { name: "Nora Falk" })).toBeFocused();
  await expect(page).toHaveURL(new RegExp(older.id));
  await until(
    () => read(newer.id),
    (conversation) => conversation.status === "resolved",
  );
});

test("unread messages are counted until they are read, and it shows who is writing", async ({ browser }) => {
  const mark = unique("invoice");
  const sara = await visitor("Sara Nyman", `A question on the ${mark}`);
  const page = await desk(browser, ana, `/inbox?view=all&q=${encodeURIComponent(mark)}`);
  const row = page.getByRole("list", { name: "All" }).getByRole("link");
  await expect(row).toContainText("1 unread");
  await row.click();
  await expect(row).not.toContainText("unread");
  await expect
    .poll(async () => {
      await sara.types();
      return page.getByRole("status", { name: "Writing now" }).textContent();
    })
    .toContain("Sara Nyman is writing");
  await sara.say("It is number 17");
  await expect(thread(page).getByText("It is number 17")).toBeVisible();
  await expect(page.getByRole("status", { name: "Writing now" })).toBeEmpty();
});

test("a reply can be taken back, sent later and changed before it goes", async ({ browser }) => {
  const { id } = await visitor("Pia Berg", unique("When is the open day"));
  const page = await desk(browser, ana, `/inbox/${id}`);
  await reply(page).fill("On Sunday.");
  await reply(page).press("Control+Enter");
  await toast(page, "Sent").getByRole("button", { name: "Undo" }).click();
  await expect(reply(page)).toHaveValue("On Sunday.");
  await expect(thread(page).getByText("On Sunday.")).toHaveCount(0);

  await page.getByRole("button", { name: "Send later" }).click();
  await page.getByRole("button", { name: /^Tomorrow at 9/ }).click();
  const waiting = page.getByRole("article", { name: "Scheduled reply" });
  await expect(waiting).toContainText("On Sunday.");
  await expect(page.getByText("A reply goes out")).toBeVisible();
  await waiting.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Scheduled reply" }).fill("On Saturday.");
  await waiting.getByRole("button", { name: "Save" }).click();
  await expect(waiting).toContainText("On Saturday.");
  await waiting.getByRole("button", { name: "Cancel sending" }).click();
  await expect(waiting).toHaveCount(0);
  const said = await listOf<Message>(`/conversations/${id}/messages`);
  expect(said.filter((message) => message.direction === "out" && message.author.kind === "agent")).toEqual(
    [],
  );
});

test("filters stand in the address and become a view, which a colleague sees once it is shared", async ({
  browser,
}) => {
  const mark = unique("scholarship");
  const { id } = await visitor("Ida Moen", `A question on the ${mark}`);
  const tag = `tag ${suffix}`;
  await callApi("PATCH", `/conversations/${id}`, { tags: [tag] });
  const page = await desk(browser, eva, `/inbox?view=all&tag=${encodeURIComponent(tag)}`);
  const rows = (each: Page, name: string) => each.getByRole("list", { name }).getByRole("link");
  await expect(rows(page, "All")).toHaveCount(1);
  await page.reload();
  await expect(rows(page, "All")).toHaveCount(1);
  await page.getByRole("button", { name: "Save view" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(`Scholars ${suffix}`);
  await dialog.getByLabel("Share it with the workspace").click();
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(rows(page, `Scholars ${suffix}`)).toHaveCount(1);

  const other = await desk(browser, rui, "/inbox?view=mine");
  await other.getByRole("button", { name: "More views" }).click();
  await other.getByRole("menuitem", { name: new RegExp(`Scholars ${suffix}`) }).click();
  await expect(rows(other, `Scholars ${suffix}`)).toContainText("Ida Moen");
});

test("what is chosen is resolved at once and taken back", async ({ browser }) => {
  const mark = unique("bus");
  const people = [
    await visitor("Elin Dahl", `When goes the ${mark}`),
    await visitor("Odd Lie", `Where stops the ${mark}`),
  ];
  const statuses = async () =>
    (await Promise.all(people.map(({ id }) => read(id)))).map(({ status }) => status);
  const page = await desk(browser, ana, `/inbox?view=all&q=${encodeURIComponent(mark)}`);
  const rows = page.getByRole("list", { name: "All" }).getByRole("link");
  await expect(rows).toHaveCount(2);
  await page.keyboard.press("x");
  await page.getByRole("button", { name: "All 2" }).click();
  await page.keyboard.press("e");
  await expect(rows).toHaveCount(0);
  await until(statuses, (all) => all.every((status) => status === "resolved"));
  await toast(page, "2 conversations resolved").getByRole("button", { name: "Undo" }).click();
  await until(statuses, (all) => all.every((status) => status !== "resolved"));
  await expect(rows).toHaveCount(2);
});

test("a search over all messages marks the words and opens the thread at them", async ({ browser }) => {
  const mark = unique("umbrella");
  const { id } = await visitor("Tove Aas", `I left a red ${mark} with you`);
  for (let line = 1; line <= 70; line++)
    await callApi("POST", `/conversations/${id}/messages`, { text: `Line ${line} of many`, note: true });
  const page = await desk(browser, ana, `/inbox?view=all&q=${encodeURIComponent(mark)}&found=messages`);
  const found = page.getByRole("list", { name: "Messages found" }).getByRole("link");
  await expect(found.locator("mark").first()).toBeVisible();
  await found.first().click();
  await expect(page).toHaveURL(new RegExp(`/inbox/${id}.*message=`));
  await expect(thread(page).getByText(`I left a red ${mark}`)).toBeInViewport();
});

test("one key answers, tags and resolves, and all of it can be taken back", async ({ browser }) => {
  const { id } = await visitor("Siri Foss", unique("I want my money back"));
  await callApi("POST", "/macros", {
    name: `Refund ${suffix}`,
    shortcut: "q",
    actions: [
      { do: "note", text: "Refund asked for" },
      { do: "tag", add: ["refund"] },
      { do: "resolve", reason: "refunded" },
    ],
  });
  const page = await desk(browser, ana, `/inbox/${id}`);
  await expect(thread(page).getByText("I want my money back")).toBeVisible();
  await page.keyboard.press("m");
  await expect(page.getByRole("option", { name: new RegExp(`Refund ${suffix}`) })).toBeVisible();
  await page.keyboard.press("q");
  await until(
    () => read(id),
    (conversation) => conversation.status === "resolved" && conversation.tags.includes("refund"),
  );
  await toast(page, `Refund ${suffix}`).getByRole("button", { name: "Undo" }).click();
  await until(
    () => read(id),
    (conversation) => conversation.status !== "resolved" && !conversation.tags.includes("refund"),
  );
});

test("a part of a conversation becomes one of its own", async ({ browser }) => {
  const { id, say } = await visitor("Mona Ek", unique("About my exam"));
  await say("And something else: the library card");
  const page = await desk(browser, ana, `/inbox/${id}`);
  const second = thread(page).getByRole("article").filter({ hasText: "library card" });
  await second.hover();
  await second.getByRole("button", { name: "What to do with this message" }).click();
  await page.getByRole("menuitem", { name: "Split off from here" }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(thread(page).getByText("library card")).toBeVisible();
  await expect(thread(page).getByText("About my exam")).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`nothing serious keeps people out of the inbox and the widget, ${colorScheme}`, async ({
    browser,
  }) => {
    const { id } = await visitor("Lena Roth", unique("Can I bring my dog"));
    const context = await browser.newContext({ colorScheme, bypassCSP: true });
    const page = await context.newPage();
    await signInAs(page, ana, "/inbox");
    await expect(page.getByRole("list", { name: "All" }).getByRole("link").first()).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    await page.goto(`/inbox/${id}`);
    await expect(thread(page).getByText("Can I bring my dog")).toBeVisible();
    await page.keyboard.press("n");
    await expect(page.getByRole("textbox", { name: "Note" })).toBeFocused();
    expect(await seriousFaults(page)).toEqual([]);
    await page.goto(`/demo?account=${chat.id}`);
    await page.getByRole("button", { name: "Open the chat" }).click();
    await expect(page.getByText("Welcome")).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
  });
}
