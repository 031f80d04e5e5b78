import { randomInt } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import type { Contact } from "#core/api/contacts.ts";
import type { Conversation } from "#core/api/conversations.ts";
import type { Message } from "#core/api/messages.ts";
import { openChat } from "#tests/browser/chat-visitor.ts";
import { seriousFaults } from "#tests/browser/serious-faults.ts";
import { signInAs } from "#tests/browser/sign-in.ts";
import { callApi, listOf, until } from "#tests/browser/studio-api.ts";

const password = "an-agent-of-the-browser-tests";
const suffix = randomInt(1_000_000);
const ida = { email: `ida-away-${suffix}@browser.test`, name: "Ida Lund", password };
const max = { email: `max-away-${suffix}@browser.test`, name: `Max Berg ${suffix}`, password };

let visitor: Awaited<ReturnType<typeof openChat>>["visitor"];

test.beforeAll(async () => {
  ({ visitor } = await openChat(suffix));
  await callApi("POST", "/users", { ...ida, role: "agent" });
  await callApi("POST", "/users", { ...max, role: "supervisor" });
});

async function desk(browser: Browser, person: typeof ida, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, person, path);
  return page;
}

const read = (id: string) => callApi<Conversation>("GET", `/conversations/${id}`);
const toast = (page: Page, words: string) => page.getByRole("listitem").filter({ hasText: words });

test("an agent goes out of office, customers are told once, and the banner takes them back", async ({
  browser,
}) => {
  const { id, say } = await visitor("Omar Nasr", `Is the lab open ${randomInt(1e9)}`);
  await callApi("POST", `/conversations/${id}/assign`, { assignee: ida.email });
  await callApi("POST", `/conversations/${id}/messages`, { text: "It is, until five" });
  const page = await desk(browser, ida, "/inbox");
  await page.getByRole("button", { name: /^Ida Lund/ }).click();
  await page.getByRole("menuitem", { name: "Out of office" }).click();
  await page.getByLabel("Until").fill("2099-01-05T00:00");
  await page.getByRole("combobox", { name: "Who takes over" }).click();
  await page.getByRole("option", { name: max.name }).click();
  await page.getByLabel("What customers are told").fill("I am away, a colleague answers you");
  await page.getByRole("button", { name: "Enter the leave" }).click();
  await expect(page.getByText(`${max.name} takes over`)).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);

  await say("Then I come at four");
  const told = (messages: Message[]) => messages.filter(({ text }) => text.startsWith("I am away")).length;
  await until(
    () => listOf<Message>(`/conversations/${id}/messages`),
    (messages) => told(messages) === 1,
  );
  // Max is not here: it waits for whoever comes.
  await until(
    () => read(id),
    ({ assignee }) => assignee === null,
  );

  await page.goto("/inbox");
  const banner = page.getByRole("status").filter({ hasText: "You are out of office until" });
  await expect(banner).toContainText(max.name);
  await banner.getByRole("button", { name: "I am back" }).click();
  await expect(banner).toHaveCount(0);
});

test("who may be one person is merged beside the thread, and taken apart again", async ({ browser }) => {
  const { id } = await visitor("Greta Holm", `My invoice ${randomInt(1e9)}`);
  const { contact } = await read(id);
  const known = `shop-${randomInt(1e9)}`;
  const other = await callApi<Contact>("POST", "/contacts", {
    name: "G. Holm",
    externalId: { source: "shop", id: known },
  });
  const both = { id: contact.id, externalId: { source: "shop", id: known } };
  await callApi("POST", "/events", { name: "order_placed", contact: both });
  const page = await desk(browser, max, `/inbox/${id}`);
  const suggestion = page.getByRole("region", { name: "May be the same person" });
  await expect(suggestion).toContainText("G. Holm");
  expect(await seriousFaults(page)).toEqual([]);
  await suggestion.getByRole("button", { name: "Merge" }).click();
  await toast(page, "one contact now").getByRole("button", { name: "Undo" }).click();
  await until(
    () => callApi<Contact>("GET", `/contacts/${other.id}`),
    ({ mergedIntoId }) => mergedIntoId === null,
  );
  await expect(suggestion).toContainText("G. Holm");
  await suggestion.getByRole("button", { name: "Not the same" }).click();
  await expect(suggestion).toHaveCount(0);
});

test("what colleagues know of a conversation is written down beside it", async ({ browser }) => {
  const { id } = await visitor("Pia Roth", `My parcel ${randomInt(1e9)}`);
  await callApi("PATCH", `/conversations/${id}`, { attributes: { parcels: 2 } });
  const page = await desk(browser, max, `/inbox/${id}`);
  await page.getByRole("button", { name: "Add an attribute" }).click();
  await page.getByLabel("Name of the attribute").fill("order_id");
  await page.getByLabel("Value", { exact: true }).fill("A-17");
  await page.keyboard.press("Enter");
  await until(
    () => read(id),
    ({ attributes }) => attributes.order_id === "A-17",
  );
  await page.getByRole("button", { name: "Change parcels" }).click();
  await page.getByLabel("Value of parcels").fill("3");
  await page.keyboard.press("Enter");
  await until(
    () => read(id),
    ({ attributes }) => attributes.parcels === 3,
  );
  await page.getByRole("button", { name: "Change order_id" }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await until(
    () => read(id),
    ({ attributes }) => !("order_id" in attributes),
  );
});
