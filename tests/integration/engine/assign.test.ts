import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createJourneyActivities } from "#activities/journey-activities.ts";
import { performers } from "#activities/performers.ts";
import { setPresence } from "#server/access/set-presence.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { claimConversation } from "#server/conversations/claim-conversation.ts";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { transact } from "#server/platform/database.ts";
import { deadlineHandlers } from "#server/relay/deadline-handlers.ts";
import { startDeadlines } from "#server/relay/deadlines.ts";
import type { RunningQueue } from "#server/relay/queue-worker.ts";
import { declineOffer } from "#server/routing/refuse-offer.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

const engine = engineForTests();
let deadlines: RunningQueue | undefined;

beforeEach(async () => {
  // Whoever an earlier test left online must not get this one's conversations.
  const { actor } = engine.workspace;
  await transact(actor, (tx) => tx.presence.updateMany({ data: { status: "offline" } }));
});

afterEach(async () => {
  await deadlines?.stop();
  deadlines = undefined;
});

const assigns = (config: Record<string, unknown>) =>
  drawn(
    "Assigns",
    {
      start: { type: "trigger.message", config: { keywords: ["help"] } },
      assign: { type: "assign", config },
      assigned: { type: "send", config: { text: "{{ agent.firstName }} is with you" } },
      nobody: { type: "send", config: { text: "Everybody is busy" } },
      declined: { type: "send", config: { text: "Nobody could take it" } },
    },
    [
      ["start", "next", "assign"],
      ["assign", "assigned", "assigned"],
      ["assign", "nobody", "nobody"],
      ["assign", "declined", "declined"],
    ],
  );

/** A customer for whom somebody is looked for. */
async function begin(config: Record<string, unknown>) {
  const journeyId = await engine.publish(assigns(config));
  const customer = engine.customer();
  const { conversationId } = await customer.writes("help");
  return { journeyId, customer, conversationId };
}

const user = (presence: "online" | "offline") => makeUser(engine.workspace.id, { presence });

const read = (conversationId: string) =>
  transact(engine.workspace.actor, (tx) =>
    tx.conversation.findUniqueOrThrow({ where: { id: conversationId }, include: { queueEntries: true } }),
  );

const offers = (conversationId: string) =>
  transact(engine.workspace.actor, (tx) =>
    tx.offer.findMany({ where: { conversationId }, orderBy: { offeredAt: "asc" } }),
  );

/** The offer that waits for its answer, once there is one that is for nobody of these. */
const openOffer = (conversationId: string, not: string[] = []) =>
  eventually(async () => {
    const open = (await offers(conversationId)).find(
      ({ outcome, userId }) => !outcome && !not.includes(userId),
    );
    if (!open) throw new Error("Nothing is offered");
    return open;
  }, 25);

describe("a run in the queue", () => {
  test("rests without the floor until the queue drains to somebody, and goes on as assigned", async () => {
    await engine.start();
    const agent = await user("offline");
    const { journeyId, customer, conversationId } = await begin({ queueFor: "PT1H" });
    const run = await engine.runIn(journeyId, "waiting");
    expect(run).toMatchObject({ floor: false, state: { position: { nodeId: "assign" } } });
    await setPresence(agent, agent.userId, { status: "online" });
    await engine.runIn(journeyId, "completed");
    expect(customer.count()).toBe(1);
    expect(customer.count("Everybody is busy")).toBe(0);
    expect((await read(conversationId)).assigneeId).toBe(agent.userId);
  });

  test("goes on as nobody when its time is over, and the conversation stays queued", async () => {
    await engine.start();
    const { journeyId, customer, conversationId } = await begin({ queueFor: "PT1S" });
    await engine.runIn(journeyId, "completed");
    await customer.reads("Everybody is busy");
    expect((await read(conversationId)).queueEntries).toMatchObject([{ leftAt: null }]);
  });

  test("without a time goes on at once, and the conversation stays queued", async () => {
    await engine.start();
    const { journeyId, customer, conversationId } = await begin({});
    const run = await engine.runIn(journeyId, "completed");
    await customer.reads("Everybody is busy");
    const trail = JSON.stringify(run.steps.find(({ nodeId }) => nodeId === "assign"));
    expect(trail).not.toContain('"waiting"');
    expect((await read(conversationId)).queueEntries).toMatchObject([{ leftAt: null }]);
  });

  test.each(["claims it", "gets it by hand"])("goes on, and is not held, when somebody %s", async (how) => {
    await engine.start();
    const agent = await user("offline");
    const { journeyId, customer, conversationId } = await begin({ queueFor: "PT1H", strategy: "manual" });
    await engine.runIn(journeyId, "waiting");
    if (how === "claims it") await claimConversation(agent, conversationId);
    else await assignConversation(engine.workspace.actor, { conversationId, assignee: agent.userId });
    await engine.runIn(journeyId, "completed");
    expect(customer.count("Everybody is busy")).toBe(0);
    expect(customer.count()).toBe(1);
  });

  test("hears of it although somebody got it before the run came to rest", async () => {
    const agent = await user("offline");
    const early: typeof performers.assign = async (request) => {
      const performed = await performers.assign(request);
      await setPresence(agent, agent.userId, { status: "online" });
      // Told to the workflow already, which is still busy carrying the run.
      await eventually(async () => {
        const where = { topic: "run.signal", payload: { path: ["runId"], equals: request.runId } };
        const told = await transact(engine.workspace.actor, (tx) => tx.outboxEntry.findFirst({ where }));
        expect(told?.status).toBe("done");
      }, 25);
      return performed;
    };
    await engine.startWorker(createJourneyActivities({ ...performers, assign: early }));
    engine.startTheRelay();
    const { journeyId, customer } = await begin({ queueFor: "PT1H" });
    await engine.runIn(journeyId, "completed");
    expect(customer.count("Everybody is busy")).toBe(0);
    expect(customer.count()).toBe(1);
  });

  test("asked for one person waits for that person, whoever else comes", async () => {
    await engine.start();
    const [other, wanted] = [await user("offline"), await user("offline")];
    const { email } = await transact(engine.workspace.actor, (tx) =>
      tx.user.findUniqueOrThrow({ where: { id: wanted.userId } }),
    );
    const { journeyId, conversationId } = await begin({ agent: email, queueFor: "PT1H" });
    await engine.runIn(journeyId, "waiting");
    await setPresence(other, other.userId, { status: "online" });
    expect((await read(conversationId)).assigneeId).toBeNull();
    await setPresence(wanted, wanted.userId, { status: "online" });
    await engine.runIn(journeyId, "completed");
    expect((await read(conversationId)).assigneeId).toBe(wanted.userId);
  });
});

describe("an offer", () => {
  test("is accepted by a claim, and the run goes on as assigned", async () => {
    await engine.start();
    const agent = await user("online");
    const { journeyId, customer, conversationId } = await begin({ mode: "offer" });
    await engine.runIn(journeyId, "waiting");
    expect((await read(conversationId)).assigneeId).toBeNull();
    await claimConversation(agent, conversationId);
    await engine.runIn(journeyId, "completed");
    expect(customer.count()).toBe(1);
    expect(await offers(conversationId)).toMatchObject([{ userId: agent.userId, outcome: "accepted" }]);
    expect(await read(conversationId)).toMatchObject({ assigneeId: agent.userId, status: "in_progress" });
  });

  test("that is declined goes to the next, and the run is declined when nobody is left", async () => {
    await engine.start();
    const people = [await user("online"), await user("online")];
    const { journeyId, customer, conversationId } = await begin({ mode: "offer", queueFor: "PT1H" });
    const first = await openOffer(conversationId);
    const one = people.find(({ userId }) => userId === first.userId);
    const other = people.find(({ userId }) => userId !== first.userId);
    if (!one || !other) throw new Error("It was offered to somebody else");
    await expect(declineOffer(other, conversationId)).rejects.toMatchObject({ code: "conflict" });
    await declineOffer(one, conversationId);
    expect((await openOffer(conversationId)).userId).toBe(other.userId);
    await declineOffer(other, conversationId);
    await engine.runIn(journeyId, "completed");
    await customer.reads("Nobody could take it");
    expect((await offers(conversationId)).map(({ outcome }) => outcome)).toEqual(["declined", "declined"]);
    expect((await read(conversationId)).queueEntries).toMatchObject([{ leftAt: null }]);
  });

  test("runs out at its time, and the next one may take it", async () => {
    await engine.start();
    deadlines = startDeadlines(deadlineHandlers);
    const people = [await user("online"), await user("online")];
    const { journeyId, conversationId } = await begin({ mode: "offer", offerTimeout: "PT1S" });
    const first = await openOffer(conversationId);
    const second = await openOffer(conversationId, [first.userId]);
    const next = people.find(({ userId }) => userId === second.userId);
    if (next) await claimConversation(next, conversationId);
    await engine.runIn(journeyId, "completed");
    expect((await offers(conversationId)).map(({ outcome }) => outcome)).toEqual(["expired", "accepted"]);
    expect((await read(conversationId)).assigneeId).toBe(second.userId);
  });

  test("with nobody to make it to is nobody at once, or is made to who comes while it queues", async () => {
    await engine.start();
    const agent = await user("offline");
    const { journeyId } = await begin({ mode: "offer" });
    await engine.runIn(journeyId, "completed");
    await transact(engine.workspace.actor, (tx) => tx.journey.updateMany({ data: { status: "archived" } }));
    const queued = await begin({ mode: "offer", queueFor: "PT1H" });
    await engine.runIn(queued.journeyId, "waiting");
    await setPresence(agent, agent.userId, { status: "online" });
    expect((await openOffer(queued.conversationId)).userId).toBe(agent.userId);
    expect((await read(queued.conversationId)).assigneeId).toBeNull();
    await claimConversation(agent, queued.conversationId);
    await engine.runIn(queued.journeyId, "completed");
  });

  test("is taken back when a colleague claims first, and when the conversation is resolved", async () => {
    await engine.start();
    const [agent, colleague] = [await user("online"), await user("offline")];
    const claimed = await begin({ mode: "offer" });
    await openOffer(claimed.conversationId);
    await claimConversation(colleague, claimed.conversationId);
    await engine.runIn(claimed.journeyId, "completed");
    expect(await offers(claimed.conversationId)).toMatchObject([{ outcome: "withdrawn" }]);
    await expect(declineOffer(agent, claimed.conversationId)).rejects.toMatchObject({ code: "conflict" });
    await transact(engine.workspace.actor, (tx) => tx.journey.updateMany({ data: { status: "archived" } }));
    const resolved = await begin({ mode: "offer" });
    await openOffer(resolved.conversationId);
    await engine.runIn(resolved.journeyId, "waiting");
    await resolveConversation(agent, { conversationId: resolved.conversationId, reason: "done" });
    await engine.runIn(resolved.journeyId, "completed");
    expect(await offers(resolved.conversationId)).toMatchObject([{ outcome: "withdrawn" }]);
  });
});

describe("a tier asked for", () => {
  test("keeps the conversation from everybody where the customer is not of it", async () => {
    await engine.start();
    await user("online");
    const { actor, id } = engine.workspace;
    const order = { tiers: ["silver", "gold", "platinum"] };
    await transact(actor, (tx) => tx.workspace.update({ where: { id }, data: { settings: order } }));
    const lower = await begin({ minTier: "gold", queueFor: "PT1H" });
    await engine.runIn(lower.journeyId, "completed");
    await lower.customer.reads("Everybody is busy");
    expect(await read(lower.conversationId)).toMatchObject({ assigneeId: null, queueEntries: [] });
    const { contactId } = await read(lower.conversationId);
    await transact(actor, (tx) =>
      tx.contact.update({ where: { id: contactId }, data: { tier: "platinum" } }),
    );
    await transact(actor, (tx) => tx.journey.updateMany({ data: { status: "archived" } }));
    const higher = await engine.publish(assigns({ minTier: "gold" }));
    const { conversationId } = await lower.customer.writes("help");
    await engine.runIn(higher, "completed");
    expect((await read(conversationId)).assigneeId).not.toBeNull();
  });
});
