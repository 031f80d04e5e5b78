import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemActor } from "#server/access/actor.ts";
import { analyseMessage } from "#server/analysis/analyse-message.ts";
import { eraseContact } from "#server/contacts/erase-contact.ts";
import { receiveMessage } from "#server/conversations/receive-message.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { takeMessage } from "#server/relay/take-message.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeSmsAccount } from "#tests/setup/workspace-fixture.ts";

let own: Fixture;
let foreign: Fixture;
let accountId: string;
let lastNumber = 1000;

const BILLING = [
  "I was charged twice for the same visit",
  "The invoice has the wrong amount",
  "Ma facture est fausse",
  "How can I pay my bill?",
  "Wie kann ich die Rechnung bezahlen?",
];
const RESULTS = [
  "Are my blood results back?",
  "When will I get my lab report?",
  "¿Ya están los resultados?",
  "Can you send me my test results?",
  "Sind meine Laborwerte schon da?",
];

beforeAll(async () => {
  own = await createWorkspace("intents-own");
  foreign = await createWorkspace("intents-foreign");
  const account = await makeSmsAccount(own.workspaceId, {
    accountSid: `AC${"0".repeat(32)}`,
    authToken: "token",
    key: "intents_sms",
  });
  accountId = account.id;
  await post("/intents", { key: "billing", name: "Bills and fees", examples: BILLING });
  await post("/intents", { key: "results", name: "Results", examples: RESULTS, keywords: ["Befund"] });
});

afterAll(closeDatabase);

const post = (path: string, body: unknown, key = own.key) => call(key, path, { method: "POST", body });
const patch = (path: string, body: unknown, key = own.key) => call(key, path, { method: "PATCH", body });
const remove = (path: string, key = own.key) => call(key, path, { method: "DELETE" });

function nextNumber(): string {
  lastNumber += 1;
  return `+1415556${lastNumber}`;
}

/** A customer writes; the message is read and taken, as the relay does it. */
async function write(text: string, from = nextNumber()) {
  const received = await receiveMessage({
    workspaceId: own.workspaceId,
    channel: "sms",
    channelAccountId: accountId,
    externalId: uuidv7(),
    from: { kind: "phone", address: from },
    text,
    attachments: [],
    receivedAt: new Date(),
  });
  await takeMessage(own.workspaceId, received, async (actor, messageId) => {
    await analyseMessage(actor, messageId);
  });
  return { ...received, from };
}

async function conversation(id: string) {
  return (await call(own.key, `/conversations/${id}`)).body;
}

describe("an inbound message", () => {
  it("gets an intent with a confidence, and so does its conversation and the log", async () => {
    const { conversationId, messageId } = await write("the amount on my invoice is wrong");
    const { body } = await call(own.key, `/conversations/${conversationId}/messages`);
    const message = body.data.find(({ id }: { id: string }) => id === messageId);
    expect(message.intent).toMatchObject({ key: "billing" });
    expect(message.intent.confidence).toBeGreaterThan(0.6);
    expect((await conversation(conversationId)).intent).toEqual(message.intent);
    const { key: intent, confidence } = message.intent;
    const events = await call(own.key, `/conversations/${conversationId}/events`);
    const analysed = events.body.data.find(({ type }: { type: string }) => type === "message.analysed");
    expect(analysed.data).toMatchObject({ intent, confidence });
    const listed = await call(own.key, "/conversations?intent=billing");
    expect(listed.body.data.map(({ id }: { id: string }) => id)).toContain(conversationId);
  });

  it("gets none where it is about nothing of the kind, and leaves its conversation's alone", async () => {
    const { conversationId, from } = await write("are the blood results there");
    const before = (await conversation(conversationId)).intent;
    expect(before).toMatchObject({ key: "results" });
    const { messageId } = await write("ok thanks", from);
    const row = await transact({ workspaceId: own.workspaceId }, (tx) =>
      tx.message.findUniqueOrThrow({ where: { id: messageId } }),
    );
    expect([row.intentKey, row.intentConfidence]).toEqual([null, null]);
    expect((await conversation(conversationId)).intent).toEqual(before);
    await write("How can I pay my bill?", from);
    expect((await conversation(conversationId)).intent).toMatchObject({ key: "billing" });
  });

  it("is told to whoever asks for an analysis, by the workspace's own intents", async () => {
    const text = "my lab report please";
    expect((await post("/analyze", { text })).body.intent).toMatchObject({ key: "results" });
    expect((await post("/analyze", { text }, foreign.key)).body.intent).toBeNull();
    expect((await post("/analyze", { text: "hello" })).body.intent).toBeNull();
    const tried = await post("/intents/try", { text });
    expect(tried.body).toMatchObject({
      intent: { key: "results" },
      data: [{ key: "results", name: "Results" }],
    });
  });

  it("is read by what the intents are now, also where another process changed them", async () => {
    const text = "please water my garden";
    expect((await post("/analyze", { text })).body.intent).toBeNull();
    const made = await post("/intents", {
      name: "Gardening",
      examples: ["water the garden", "mow the lawn"],
    });
    expect((await post("/analyze", { text })).body.intent).toMatchObject({ key: "gardening" });
    // Another process writes to the database, and nobody tells this one.
    await transact({ workspaceId: own.workspaceId }, (tx) =>
      tx.intent.update({ where: { id: made.body.id }, data: { examples: ["paint the fence"] } }),
    );
    await eventually(async () => expect((await post("/analyze", { text })).body.intent).toBeNull());
    expect((await remove("/intents/gardening")).status).toBe(204);
  });
});

describe("a correction", () => {
  it("is kept with what was guessed, and no later guess takes its place", async () => {
    const { conversationId, messageId, from } = await write("why was I charged 80 euros");
    const guessed = (await conversation(conversationId)).intent;
    const corrected = await patch(`/conversations/${conversationId}`, { intent: "results" });
    expect(corrected.body.intent).toEqual({ key: "results", confidence: 1 });
    const { body } = await call(own.key, `/conversations/${conversationId}/events?type=intent.corrected`);
    expect(body.data[0]).toMatchObject({
      type: "intent.corrected",
      messageId,
      data: { from: "billing", to: "results", confidence: guessed.confidence },
    });
    await write("How can I pay my bill?", from);
    expect((await conversation(conversationId)).intent).toEqual({ key: "results", confidence: 1 });
    // Taken back, the next message decides again.
    await patch(`/conversations/${conversationId}`, { intent: null });
    await write("The invoice has the wrong amount", from);
    expect((await conversation(conversationId)).intent).toMatchObject({ key: "billing" });
  });

  it("is for who answers customers, whether or not they may change the intents themselves", async () => {
    const { conversationId } = await write("why was I charged 90 euros");
    const agent = await createKey(own.workspaceId, "agent");
    const corrected = await patch(`/conversations/${conversationId}`, { intent: "results" }, agent);
    expect([corrected.status, corrected.body.intent]).toEqual([200, { key: "results", confidence: 1 }]);
    expect((await patch("/intents/results", { name: "Findings" }, agent)).status).toBe(403);
    const reader = await createKey(own.workspaceId, "marketer");
    expect((await patch(`/conversations/${conversationId}`, { intent: null }, reader)).status).toBe(403);
  });

  it("names an intent that there is", async () => {
    const { conversationId } = await write("hello");
    const answer = await patch(`/conversations/${conversationId}`, { intent: "nothing_like_it" });
    expect([answer.status, answer.body.detail]).toEqual([422, expect.stringContaining("nothing_like_it")]);
  });

  it("can teach the message, which is forgotten when its writer is erased", async () => {
    const text = "Da steht was Komisches auf dem Zettel von Frau Kowalczyk";
    const { conversationId, messageId } = await write(text);
    const taught = await post("/intents/billing/examples", { messageId });
    expect([taught.status, taught.body.examples.at(-1)]).toEqual([200, text]);
    expect((await post("/analyze", { text })).body.intent).toMatchObject({ key: "billing" });
    const again = await post("/intents/billing/examples", { text: text.toUpperCase() });
    expect(again.body.examples).toEqual(taught.body.examples);
    const { contact } = await conversation(conversationId);
    await eraseContact(systemActor(own.workspaceId, "test"), contact.id);
    const after = await call(own.key, "/intents/billing");
    expect(after.body.examples).toEqual(BILLING);
  });

  it("teaches nothing that is no customer's, no words or somebody else's", async () => {
    const { conversationId, messageId } = await write(`long ${"story ".repeat(120)}`);
    expect((await post("/intents/billing/examples", { messageId })).body.problems[0].path).toBe("messageId");
    const sent = await transact({ workspaceId: own.workspaceId }, async (tx) => {
      const { sessionId } = await tx.message.findFirstOrThrow({ where: { conversationId } });
      return tx.message.create({
        data: {
          ...{ id: uuidv7(), workspaceId: own.workspaceId, conversationId, sessionId, channel: "sms" },
          ...{ direction: "out", authorKind: "agent", text: "We are looking into it", status: "sent" },
          at: new Date(),
        },
      });
    });
    expect((await post("/intents/billing/examples", { messageId: sent.id })).status).toBe(422);
    const other = await transact({ workspaceId: foreign.workspaceId }, (tx) => tx.message.findFirstOrThrow());
    expect((await post("/intents/billing/examples", { messageId: other.id })).status).toBe(404);
    const bad = [{}, { text: "" }, { text: "a", messageId }, { text: "x".repeat(501) }, { words: "a" }];
    for (const body of bad) expect((await post("/intents/billing/examples", body)).status).toBe(400);
  });
});

describe("the list", () => {
  it("says how often each was met lately, and what two share", async () => {
    await write("The invoice has the wrong amount");
    await post("/intents", { key: "fees", name: "Fees", examples: ["ma facture est fausse !", "too dear"] });
    const { body } = await call(own.key, "/intents");
    const byKey = new Map(body.data.map((intent: { key: string }) => [intent.key, intent]));
    expect(byKey.get("billing")).toMatchObject({
      recentMessages: expect.any(Number),
      problems: [{ code: "duplicate_example", example: "Ma facture est fausse", intent: "fees" }],
    });
    expect((byKey.get("billing") as { recentMessages: number }).recentMessages).toBeGreaterThan(0);
    expect((byKey.get("fees") as { problems: { code: string }[] }).problems.map(({ code }) => code)).toEqual([
      "too_few_examples",
      "duplicate_example",
    ]);
    expect((await remove("/intents/fees")).status).toBe(204);
  });

  it("keeps one of two examples that say the same, and takes an id for a key", async () => {
    const made = await post("/intents", { name: "Twice", examples: ["Say it", "say it!", "Say more"] });
    expect(made.body.examples).toEqual(["Say it", "Say more"]);
    expect((await call(own.key, `/intents/${made.body.id}`)).body.key).toBe("twice");
    expect((await patch("/intents/twice", { name: "Once" })).body).toMatchObject({
      name: "Once",
      key: "twice",
    });
    expect((await post("/intents", { key: "twice", name: "Another" })).body).toMatchObject({
      status: 409,
      problems: [{ path: "key" }],
    });
    expect((await remove(`/intents/${made.body.id}`)).status).toBe(204);
    expect((await call(own.key, "/intents/twice")).status).toBe(404);
    // Its key is free again.
    expect((await post("/intents", { key: "twice", name: "Another" })).status).toBe(201);
    await remove("/intents/twice");
  });

  it("refuses what is out of bounds, and names the field", async () => {
    const most = Array.from({ length: 1001 }, (_, n) => `example ${n}`);
    const bad: [unknown, string][] = [
      [{}, "name"],
      [{ name: "A", examples: most }, "examples"],
      [{ name: "A", examples: ["x".repeat(501)] }, "examples.0"],
      [{ name: "A", examples: [" "] }, "examples.0"],
      [{ name: "A", keywords: [5] }, "keywords.0"],
      [{ name: "A", key: "Not a key" }, "key"],
      [{ name: "A", exmaples: [] }, "exmaples"],
    ];
    for (const [body, path] of bad) {
      const answer = await post("/intents", body);
      expect([answer.status, answer.body.problems?.[0]?.path]).toEqual([400, path]);
    }
    const full = await post("/intents", { key: "full", name: "Full", examples: most.slice(1) });
    expect([full.status, full.body.examples.length]).toEqual([201, 1000]);
    expect((await post("/intents/full/examples", { text: "one more" })).status).toBe(409);
    await remove("/intents/full");
  });
});

describe("whose intents", () => {
  it("are another workspace's are not found", async () => {
    const { body } = await call(own.key, "/intents/billing");
    for (const name of [body.id, "billing"]) {
      expect((await call(foreign.key, `/intents/${name}`)).status).toBe(404);
      expect((await patch(`/intents/${name}`, { name: "Mine" }, foreign.key)).status).toBe(404);
      expect((await remove(`/intents/${name}`, foreign.key)).status).toBe(404);
      expect((await post(`/intents/${name}/examples`, { text: "a" }, foreign.key)).status).toBe(404);
    }
  });

  it("may be read and tried by an agent, and changed by a supervisor", async () => {
    const agent = await createKey(own.workspaceId, "agent");
    const supervisor = await createKey(own.workspaceId, "supervisor");
    expect((await call(agent, "/intents")).status).toBe(200);
    expect((await post("/intents/try", { text: "my bill" }, agent)).status).toBe(200);
    expect((await post("/intents", { name: "Mine" }, agent)).status).toBe(403);
    expect((await patch("/intents/billing", { name: "Mine" }, agent)).status).toBe(403);
    expect((await remove("/intents/billing", agent)).status).toBe(403);
    expect((await post("/intents/billing/examples", { text: "a" }, agent)).status).toBe(403);
    expect((await patch("/intents/billing", { description: "Money" }, supervisor)).status).toBe(200);
  });
});

describe("an intent that something live goes by", () => {
  const journey = {
    name: "Billing desk",
    nodes: [
      { id: "start", type: "trigger.message", config: { intents: ["billing"] } },
      { id: "end", type: "exit", config: { reason: "done" } },
    ],
    edges: [{ from: "start", outlet: "next", to: "end" }],
  };

  it("starts its journey, and is not removed under it", async () => {
    const made = await post("/journeys", journey);
    const published = await post(`/journeys/${made.body.id}/publish`, {});
    expect(published.status, JSON.stringify(published.body)).toBe(200);
    const refused = await remove("/intents/billing");
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining("“Billing desk”")]);
    expect((await patch("/intents/billing", { key: "money" })).status).toBe(409);
    const { messageId } = await write("why was I charged twice?");
    const other = await write("are my test results back");
    const runs = await transact({ workspaceId: own.workspaceId }, (tx) =>
      tx.run.findMany({
        where: { startKey: { in: [`message:${messageId}`, `message:${other.messageId}`] } },
      }),
    );
    expect(runs.map(({ startKey }) => startKey)).toEqual([`message:${messageId}`]);
    await post(`/journeys/${made.body.id}/pause`, {});
    expect((await patch("/intents/billing", { key: "money" })).status).toBe(200);
    await patch("/intents/money", { key: "billing" });
  });

  it("is not removed under a rule either", async () => {
    await transact({ workspaceId: own.workspaceId }, async (tx) => {
      const base = { workspaceId: own.workspaceId };
      const set = await tx.routingRuleSet.create({
        data: { ...base, id: uuidv7(), key: "by_intent", name: "By intent" },
      });
      const when = { any: [{ not: { field: "conversation.intent", op: "equals", value: "results" } }] };
      const rule = { ...base, id: uuidv7(), ruleSetId: set.id, position: 0, name: "Laboratory" };
      await tx.routingRule.create({
        data: {
          ...rule,
          when, // biome-ignore lint/suspicious/noThenProperty: the column's name
          then: {},
        },
      });
    });
    const refused = await remove("/intents/results");
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining("“Laboratory”")]);
  });
});
