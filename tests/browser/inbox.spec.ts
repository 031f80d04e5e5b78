import { randomInt } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { signIdentity } from "#channels/webchat/identity.ts";
import type { ChannelAccount } from "#core/api/channels.ts";
import type { Conversation } from "#core/api/conversations.ts";
import type { Message } from "#core/api/messages.ts";
import { seriousFaults } from "#tests/browser/serious-faults.ts";
import { signInAs } from "#tests/browser/sign-in.ts";
import { callApi, instanceUrl, listOf, until } from "#tests/browser/studio-api.ts";

const secret = "a-secret-shared-with-the-site";
const password = "an-agent-of-the-browser-tests";
const suffix = randomInt(1_000_000);
const ana = { email: `ana-inbox-${suffix}@browser.test`, name: "Ana Duarte", password };
const rui = { email: `rui-inbox-${suffix}@browser.test`, name: "Rui Lopes", password };

let chat: ChannelAccount;

test.beforeAll(async () => {
  chat = await callApi<ChannelAccount>("POST", "/channels", {
    type: "webchat",
    key: `inbox_${suffix}`,
    name: "Front page",
    config: { title: "Front page", greeting: "Welcome" },
    credentials: { identitySecret: secret },
  });
  for (const agent of [ana, rui]) await callApi("POST", "/users", { ...agent, role: "agent" });
});

/** A person writes in the chat; answers with their conversation, and with a way to say more. */
async function visitor(name: string, text: string) {
  const known = { userId: `${name} ${randomInt(1e9)}` };
  const identity = { ...known, name, hash: signIdentity(secret, known) };
  const { token } = await post<{ token: string }>("/sessions", { identity });
  let sent = 0;
  const call = (path: string, body: object) => post(path, body, token);
  const say = (words: string) => call("/messages", { clientId: `${known.userId} ${sent++}`, text: words });
  await say(text);
  const [conversation] = await until(
    () => listOf<Conversation>(`/conversations?q=${encodeURIComponent(text)}`),
    (found) => found.length === 1,
  );
  return { id: (conversation as Conversation).id, say, types: () => call("/typing", {}) };
}

async function post<Result>(path: string, body: object, token?: string): Promise<Result> {
  const response = await fetch(`${instanceUrl()}/api/chat/${chat.id}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  expect(response.ok, `${path}: ${response.status}`).toBe(true);
  return (await response.json()) as Result;
}

async function desk(browser: Browser, agent: typeof ana, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, agent, path);
  return page;
}

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
  await expect(page.getByText("You are handling this")).toBeVisible();

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
  await page.getByRole("button", { name: "Undo" }).click();
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
