import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { searchMessagesQuerySchema } from "#core/api/search.ts";
import { addNote } from "#server/conversations/add-note.ts";
import { searchMessages } from "#server/conversations/search-messages.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { call } from "#tests/integration/api/workspace-fixture.ts";
import { makeInbox } from "#tests/integration/inbox/inbox-fixture.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

let inbox: Awaited<ReturnType<typeof makeInbox>>;
let other: Awaited<ReturnType<typeof makeInbox>>;

beforeAll(async () => {
  inbox = await makeInbox();
  other = await makeInbox();
});
afterAll(closeDatabase);

const search = async (q: string, rest: Record<string, string> = {}) => {
  const query = new URLSearchParams({ q, ...rest });
  const { status, body } = await call(inbox.key, `/search/messages?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as {
    data: {
      kind: string;
      excerpt: string;
      highlights: { from: number; to: number }[];
      messageId: string;
      conversation: { id: string };
    }[];
    nextCursor: string | null;
  };
};
const texts = async (q: string, rest: Record<string, string> = {}) =>
  (await search(q, rest)).data.map(({ excerpt }) => excerpt);

describe("searching all that was said", () => {
  it.each([
    ["appointment", "Can I move my appointments?"],
    ["zurich", "Ich bin am Montag in Zürich"],
    ["cafe", "On se voit au CAFÉ demain"],
    ["привет", "ПРИВЕТ, как дела"],
    ["مرحبا", "مرحبا كيف حالك"],
    ["予約", "明日の予約をお願いします"],
    ["京", "東京に行きます"],
    ["สวัสดี", "คุณสวัสดีครับ"],
    ["예약", "예약을 하고 싶어요"],
    ["strasse", "Die Straße ist gesperrt"],
    ["is it on an icy road", "Is it on an icy road?"],
    ["no it’s “so” odd", "No, it’s so odd"],
  ])("finds %s in “%s” and marks it", async (q, text) => {
    await inbox.says(text);
    await other.says(text);
    const { data } = await search(q);
    const hits = data.filter(({ excerpt }) => excerpt === text);
    expect(hits).toHaveLength(1);
    expect(hits[0]?.highlights.length).toBeGreaterThan(0);
  });

  it("takes phrases, leaves out what is left out, and asks for all words", async () => {
    await inbox.says("quartz blue lamp");
    await inbox.says("blue quartz lamp");
    expect(await texts('"quartz blue"')).toEqual(["quartz blue lamp"]);
    expect(await texts('quartz -"quartz blue"')).toEqual(["blue quartz lamp"]);
    expect(await texts("quartz missing")).toEqual([]);
  });

  it("pages from the newest to the oldest, each find once", async () => {
    for (const number of [1, 2, 3, 4, 5]) await inbox.says(`pangolin ${number}`);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await search("pangolin", { limit: "2", ...(cursor && { cursor }) });
      seen.push(...page.data.map(({ excerpt }) => excerpt));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual([5, 4, 3, 2, 1].map((number) => `pangolin ${number}`));
  });

  it("filters by the conversation, by who said it and by when", async () => {
    const { conversationId } = await inbox.says("otter here");
    await inbox.says("otter there");
    await transact(inbox.system, (tx) =>
      tx.conversation.update({ where: { id: conversationId }, data: { priority: "urgent" } }),
    );
    expect(await texts("otter", { priority: "urgent" })).toEqual(["otter here"]);
    expect(await texts("otter", { author: "agent" })).toEqual([]);
    expect(await texts("otter", { until: "2020-01-01T00:00:00Z" })).toEqual([]);
    expect((await texts("otter", { from: "2020-01-01T00:00:00Z" })).length).toBe(2);
    expect(await texts("otter", { channel: "sms" })).toEqual([]);
  });

  it("finds notes, subjects, and contacts by name and address", async () => {
    const visitor = `visitor:walrus-${uuidv7()}`;
    const { conversationId } = await inbox.says("plain", visitor);
    await addNote(inbox.agent, { conversationId, text: "Internal: heron" });
    const { contactId } = await inbox.conversation(conversationId);
    await transact(inbox.system, async (tx) => {
      await tx.contact.update({ where: { id: contactId }, data: { name: "Zoë Ångström" } });
      await tx.conversation.update({ where: { id: conversationId }, data: { subject: "Invoice 4711" } });
    });
    expect((await search("heron")).data).toMatchObject([
      { kind: "note", conversation: { id: conversationId } },
    ]);
    expect((await search("zoe angstrom")).data).toMatchObject([{ kind: "name", excerpt: "Zoë Ångström" }]);
    expect((await search("4711")).data).toMatchObject([{ kind: "subject", excerpt: "Invoice 4711" }]);
    expect((await search(visitor.slice(8, 20))).data).toMatchObject([{ kind: "name" }]);
    expect((await search("heron", { in: "messages" })).data).toEqual([]);
  });

  it("shows nobody what they may not see: other conversations, and hints for somebody else", async () => {
    const narrow = await makeUser(inbox.workspaceId);
    const { conversationId } = await inbox.says("secret ibis");
    await addNote(inbox.system, { conversationId, text: "hint ibis", forAssignee: true });
    await transact(inbox.system, (tx) =>
      tx.conversation.update({ where: { id: conversationId }, data: { visibility: "assigned" } }),
    );
    const find = (actor: typeof narrow) =>
      searchMessages(actor, searchMessagesQuerySchema.parse({ q: "ibis" }));
    expect((await find(narrow)).data).toEqual([]);
    expect((await find(inbox.supervisor)).data).toMatchObject([{ kind: "message" }]);
    await transact(inbox.system, (tx) =>
      tx.conversation.update({ where: { id: conversationId }, data: { assigneeId: narrow.userId } }),
    );
    expect((await find(narrow)).data.map(({ kind }) => kind).sort()).toEqual(["message", "note"]);
  });

  it("answers nothing with nothing, and names a wrong filter", async () => {
    expect(await search("")).toEqual({ data: [], nextCursor: null });
    expect(await texts("-only")).not.toBeNull();
    const wrong = await call(inbox.key, "/search/messages?q=x&status=gone");
    expect([wrong.status, wrong.body.problems[0].path]).toEqual([400, "status.0"]);
  });
});

it("the list of conversations is found by the same words", async () => {
  const { conversationId } = await inbox.says("Où est la bibliothèque ?");
  const { body } = await call(inbox.key, "/conversations?q=bibliotheque");
  expect(body.data.map(({ id }: { id: string }) => id)).toEqual([conversationId]);
});
