import { encode } from "next-auth/jwt";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { UserActor } from "#server/access/actor.ts";
import { sessionCookieName } from "#server/access/session-token.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { tellPeople } from "#server/notifications/tell-people.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { tellLive } from "#server/platform/tell-live.ts";
import { createContact, createConversation } from "#tests/integration/data-model/fixtures.ts";
import { LiveReader } from "#tests/integration/live/live-reader.ts";
import { type OneAddress, openOneAddress } from "#tests/integration/live/one-address.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeUser, makeWorkspace } from "#tests/setup/workspace-fixture.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let agent: UserActor;
let address: OneAddress;

beforeAll(async () => {
  workspace = await makeWorkspace();
  agent = await makeUser(workspace.id, { role: "admin" });
  address = await openOneAddress(2);
});

afterAll(async () => {
  await address.close();
  await closeDatabase();
});

async function cookieOf({ userId, workspaceId }: UserActor): Promise<string> {
  const token = { userId, workspaceId, sessionEpoch: 0 };
  return `${sessionCookieName()}=${await encode({ token, secret: process.env.NEXTAUTH_SECRET ?? "" })}`;
}

async function readerOf(user: UserActor, place = ""): Promise<LiveReader> {
  const reader = new LiveReader(address.url, await cookieOf(user), place);
  await eventually(() => expect(reader.place).not.toBe(place));
  return reader;
}

/** A change of some conversation; its transaction stays open for so many seconds after it has its number. */
async function change(openFor = 0, conversationId = uuidv7()): Promise<string> {
  await transact(workspace.actor, async (tx) => {
    const { actor } = workspace;
    const data = { fields: ["priority"] };
    await appendEvent(tx, { type: "conversation.updated", actor, conversationId, data });
    if (openFor > 0) await tx.$executeRaw`SELECT pg_sleep(${openFor}::float8)`;
  });
  return conversationId;
}

async function tell(user: UserActor): Promise<void> {
  const about = { workspaceId: workspace.id, contactId: null, conversationId: null };
  await transact(workspace.actor, (tx) =>
    tellPeople(tx, { ...about, userIds: [user.userId], kind: "notice", text: "Something to know" }),
  );
}

it("misses nothing that several writers commit out of order while it is cut off at random, at either process", async () => {
  const reader = await readerOf(agent);
  const written: string[] = [];
  let isWriting = true;
  const write = async () => {
    for (let index = 0; index < 60; index++) written.push(await change(Math.random() * 0.06));
  };
  const cutting = (async () => {
    while (isWriting) {
      const before = reader.opened;
      await change(Math.random() * 0.1).then((id) => written.push(id));
      address.cut();
      await eventually(() => expect(reader.opened).toBeGreaterThan(before), 5);
    }
  })();
  await Promise.all([write(), write(), write(), write(), write()]);
  isWriting = false;
  await cutting;
  await eventually(() => expect(written.filter((id) => !reader.ids("conversation").has(id))).toEqual([]));
  expect(reader.ids("conversation")).not.toContain(null);
  expect(reader.opened).toBeGreaterThan(5);
  expect(Math.min(...address.given)).toBeGreaterThan(2);
  await reader.stop();
});

it("tells at the other process what happened while nobody listened, and what was still being written", async () => {
  const first = await readerOf(agent);
  const late = change(0.5);
  const heard = await change();
  await eventually(() => expect(first.ids("conversation")).toContain(heard));
  const { place } = first;
  await first.stop();
  const missed = [await change(), await late];
  await tell(agent);
  const second = await readerOf(agent, place);
  await eventually(() => {
    for (const id of missed) expect(second.ids("conversation")).toContain(id);
    expect(second.ids("notification").size).toBe(1);
  });
  expect(second.ids("conversation")).not.toContain(heard);
  await second.stop();
});

it("reads everything again from a place too old or none of ours", async () => {
  for (const place of ["1000-5:5:", "yesterday", `${Date.now()}-5:999999999:`]) {
    const reader = await readerOf(agent, place);
    await eventually(() => expect(reader.ids("conversation")).toContain(null));
    await reader.stop();
  }
});

it("carries more than a notification of Postgres holds", async () => {
  const reader = await readerOf(agent);
  const name = "Ana ".repeat(4_000);
  const conversationId = uuidv7();
  const about = { workspaceId: workspace.id, id: conversationId, conversationId };
  await transact(workspace.actor, (tx) => tellLive(tx, { ...about, topic: "typing", by: "visitor", name }));
  await eventually(() =>
    expect(reader.heard.find(({ topic }) => topic === "typing")).toMatchObject({ name }),
  );
  const many = await transact(workspace.actor, async (tx) => {
    const ids = Array.from({ length: 600 }, () => uuidv7());
    for (const id of ids) await tellLive(tx, { ...about, topic: "viewing", id });
    return ids;
  });
  await eventually(() => expect(many.filter((id) => !reader.ids("viewing").has(id))).toEqual([]));
  await reader.stop();
});

it("tells nobody of what they do not see, also when they come back", async () => {
  const bound = await makeUser(workspace.id);
  await transact(workspace.actor, (tx) =>
    tx.user.update({ where: { id: bound.userId }, data: { visibility: "assigned" } }),
  );
  const contactId = await createContact(workspace.id);
  const open = { contactId, channel: "sms" } as const;
  const theirs = await createConversation(workspace.id, { ...open, assigneeId: bound.userId });
  const others = await createConversation(workspace.id, open);
  const reader = await readerOf(bound);
  const { place } = reader;
  await reader.stop();
  await change(0, others);
  await tell(agent);
  await change(0, theirs);
  const lost = await createConversation(workspace.id, { ...open, assigneeId: bound.userId });
  await assignConversation(workspace.actor, { conversationId: lost, assignee: agent.userId });
  const back = await readerOf(bound, place);
  await eventually(() => expect(back.ids("conversation")).toContain(theirs));
  expect(back.ids("conversation")).toContain(lost);
  expect(back.ids("conversation")).not.toContain(others);
  expect(back.ids("notification").size).toBe(0);
  await back.stop();
});
