import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as postMessage, GET as readMessages } from "#app/api/chat/[accountId]/messages/route.ts";
import { POST as postRead } from "#app/api/chat/[accountId]/read/route.ts";
import { POST as postSession } from "#app/api/chat/[accountId]/sessions/route.ts";
import { GET as openStream } from "#app/api/chat/[accountId]/stream/route.ts";
import { POST as postTyping } from "#app/api/chat/[accountId]/typing/route.ts";
import type { UserActor } from "#server/access/actor.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { tellTyping } from "#server/conversations/tell-typing.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { subscribe } from "#server/platform/realtime.ts";
import { makeUser, makeWebchatAccount, makeWorkspace } from "#tests/setup/workspace-fixture.ts";

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let agent: UserActor;
let widget: string;
let stopListening: () => void;

beforeAll(async () => {
  workspace = await makeWorkspace();
  agent = await makeUser(workspace.id, { name: "Ada" });
  widget = (await makeWebchatAccount(workspace.id)).id;
  // Streams share one listening connection: it stands before the first test sends anything.
  await new Promise<void>((resolve) => {
    stopListening = subscribe(workspace.id, (hint) => {
      if (hint === null) resolve();
    });
  });
});

afterAll(async () => {
  stopListening();
  await closeDatabase();
});

type Handler = typeof postSession;

function call(handler: Handler, path: string, init: RequestInit & { token?: string; account?: string } = {}) {
  const { token, account = widget, headers, ...rest } = init;
  const request = new Request(`http://localhost:3000/api/chat/${account}/${path}`, {
    ...rest,
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
      ...(headers as Record<string, string>),
    },
  });
  return handler(request, { params: Promise.resolve({ accountId: account }) });
}

const json = (body: unknown) => ({ method: "POST", body: JSON.stringify(body) });

async function start(): Promise<string> {
  const { token } = await (await call(postSession, "sessions", json({}))).json();
  return token;
}

async function say(token: string, text: string): Promise<{ id: string; conversationId: string }> {
  const body = json({ clientId: randomUUID(), text });
  const { id } = await (await call(postMessage, "messages", { ...body, token })).json();
  const row = await transact(workspace.actor, (tx) => tx.message.findUniqueOrThrow({ where: { id } }));
  return { id, conversationId: row.conversationId };
}

/** Reads a stream's events one by one. */
async function listen(token: string) {
  const ending = new AbortController();
  const path = `stream?token=${encodeURIComponent(token)}`;
  const response = await call(openStream, path, { method: "GET", signal: ending.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let waiting = "";
  const next = async (type: string) => {
    for (;;) {
      const end = waiting.indexOf("\n\n");
      if (end >= 0) {
        const data = /^data: (.*)$/m.exec(waiting.slice(0, end))?.[1];
        waiting = waiting.slice(end + 2);
        const event = data ? JSON.parse(data) : null;
        if (event?.type === type) return event;
        continue;
      }
      const { value, done } = await reader.read();
      if (done) throw new Error("The stream ended");
      waiting += decoder.decode(value, { stream: true });
    }
  };
  return { next, stop: () => ending.abort() };
}

describe("the chat of a visitor", () => {
  it("brings the agent's reply down the stream, and tells that it was read", async () => {
    const token = await start();
    const { conversationId } = await say(token, "Hello");
    const stream = await listen(token);
    await stream.next("reload");
    const { messageId } = await sendMessage(agent, { conversationId, text: "Hi, I am Ada" });
    const { message } = await stream.next("message");
    expect(message).toMatchObject({
      id: messageId,
      text: "Hi, I am Ada",
      author: { kind: "agent", name: "Ada" },
    });
    stream.stop();
    await call(postRead, "read", { ...json({ messageId }), token });
    const row = await transact(workspace.actor, (tx) =>
      tx.message.findUniqueOrThrow({ where: { id: messageId ?? "" } }),
    );
    expect(row.status).toBe("read");
    expect(row.deliveredAt).not.toBeNull();
  });

  it("tells each side that the other is writing, and keeps nothing of it", async () => {
    const token = await start();
    const { conversationId } = await say(token, "Hello");
    const stream = await listen(token);
    await stream.next("reload");
    await tellTyping(agent, conversationId);
    expect(await stream.next("typing")).toEqual({ type: "typing", name: "Ada" });
    stream.stop();
    const heard = new Promise((resolve) => {
      const end = subscribe(workspace.id, (hint) => {
        if (hint?.topic !== "typing" || hint.by !== "visitor") return;
        end();
        resolve(hint);
      });
    });
    expect((await call(postTyping, "typing", { ...json({}), token })).status).toBe(200);
    expect(await heard).toMatchObject({ id: conversationId });
  });

  it("shows a visitor their own thread alone, whoever's token they try", async () => {
    const [mine, theirs] = [await start(), await start()];
    await say(mine, "Mine");
    await say(theirs, "Theirs");
    const { data } = await (await call(readMessages, "messages", { method: "GET", token: mine })).json();
    expect(data.map(({ text }: { text: string }) => text)).toEqual(["Mine"]);
    const other = (await makeWebchatAccount(workspace.id, {}, "other_widget")).id;
    expect(
      (await call(readMessages, "messages", { method: "GET", token: mine, account: other })).status,
    ).toBe(401);
    expect((await call(readMessages, "messages", { method: "GET", token: `${mine}x` })).status).toBe(401);
    expect((await call(readMessages, "messages", { method: "GET" })).status).toBe(401);
  });

  it("answers the account's own pages only", async () => {
    const allowedOrigins = ["https://shop.example.com"];
    const account = (await makeWebchatAccount(workspace.id, { allowedOrigins }, "shop")).id;
    const from = (origin: string) =>
      call(postSession, "sessions", { ...json({}), account, headers: { origin } });
    const allowed = await from("https://shop.example.com");
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://shop.example.com");
    expect((await from("https://evil.example.com")).status).toBe(403);
  });

  it("refuses rubbish by its field and floods with 429", async () => {
    const token = await start();
    const rubbish = await call(postMessage, "messages", { ...json({ clientId: "x", text: 7 }), token });
    expect(rubbish.status).toBe(400);
    expect((await rubbish.json()).detail).toMatch(/clientId|text/);
    const answers = await Promise.all(
      Array.from({ length: 35 }, () =>
        call(postMessage, "messages", { ...json({ clientId: randomUUID(), text: "flood" }), token }),
      ),
    );
    expect(answers.map(({ status }) => status)).toContain(429);
  });
});
