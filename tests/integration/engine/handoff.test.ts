import { describe, expect, test } from "vitest";
import { setPresence } from "#server/access/set-presence.ts";
import { reportEvent } from "#server/contacts/report-event.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { claimConversation } from "#server/conversations/claim-conversation.ts";
import { releaseConversation } from "#server/conversations/release-conversation.ts";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { updateConversation } from "#server/conversations/update-attributes.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeTeam, makeUser } from "#tests/setup/workspace-fixture.ts";

const engine = engineForTests();

const handsOver = (config: Record<string, unknown>) =>
  drawn(
    "Hands over",
    {
      start: { type: "trigger.message", config: { keywords: ["help"] } },
      ask: { type: "ask", config: { text: "What about?", saveAs: "topic", collect: "PT0.1S" } },
      handoff: { type: "handoff", config },
      accepted: { type: "send", config: { text: "{{ agent.firstName }} has it now" } },
      timeout: { type: "send", config: { text: "Everybody is busy" } },
      returned: { type: "send", config: { text: "How was it?" } },
    },
    [
      ["start", "next", "ask"],
      ["ask", "answered", "handoff"],
      ["handoff", "accepted", "accepted"],
      ["handoff", "timeout", "timeout"],
      ["handoff", "returned", "returned"],
    ],
  );

/** A customer who has said what it is about; with a team of one agent. */
async function begin(config: Record<string, unknown>, presence: "online" | "offline") {
  await engine.start();
  const key = `team_${Math.random().toString(36).slice(2)}`;
  const teamId = await makeTeam(engine.workspace.id, key);
  const agent = await makeUser(engine.workspace.id, { presence, teamIds: [teamId], name: "Ann Lee" });
  const journeyId = await engine.publish(handsOver({ team: key, collect: ["topic"], ...config }));
  const customer = engine.customer();
  const { conversationId } = await customer.writes("help");
  await customer.reads("What about?");
  await customer.writes("My invoice");
  return { agent, journeyId, customer, conversationId };
}

const read = (conversationId: string) =>
  transact(engine.workspace.actor, (tx) =>
    tx.conversation.findUniqueOrThrow({ where: { id: conversationId }, include: { notes: true } }),
  );

const happened = (conversationId: string) =>
  transact(engine.workspace.actor, async (tx) => {
    const type = { startsWith: "handoff." };
    const events = await tx.event.findMany({ where: { conversationId, type }, orderBy: { position: "asc" } });
    return events.map((event) => event.type);
  });

const atHandoff = async (journeyId: string) =>
  eventually(async () => {
    const [run] = await engine.runs(journeyId);
    expect(run).toMatchObject({ status: "waiting", state: { position: { nodeId: "handoff" } } });
  }, 25);

/** The run once it rests because a person has the conversation. */
const handedOver = async (journeyId: string) =>
  eventually(async () => {
    const [run] = await engine.runs(journeyId);
    expect(run).toMatchObject({
      status: "waiting",
      floor: false,
      state: { position: { state: "withAPerson" } },
    });
    return run;
  }, 25);

/** The outlet by which the one run of a journey left the handoff. */
const leftBy = async (journeyId: string) => {
  const steps = (await engine.runs(journeyId))[0]?.steps ?? [];
  return steps.find(({ nodeId }) => nodeId === "handoff")?.outlet;
};

describe("a handoff", () => {
  test("gives the conversation to a person who is told what it is about, and rests until they release it", async () => {
    const { agent, journeyId, customer, conversationId } = await begin({}, "online");
    await handedOver(journeyId);
    const conversation = await read(conversationId);
    expect(conversation).toMatchObject({ assigneeId: agent.userId, handler: "human" });
    expect(conversation.notes.map(({ text }) => text)).toEqual([
      "Known so far:\ntopic: My invoice\n\nSaid last:\nCustomer: help\nJourney: What about?\nCustomer: My invoice",
    ]);
    await releaseConversation(agent, conversationId);
    await engine.runIn(journeyId, "completed");
    await customer.reads("How was it?");
    expect(customer.count("Ann has it now")).toBe(0);
    expect(await happened(conversationId)).toEqual([
      "handoff.requested",
      "handoff.accepted",
      "handoff.returned",
    ]);
  });

  test("is not held by its own person: their reply goes out, and resolving gives it back", async () => {
    const { agent, journeyId, customer, conversationId } = await begin({}, "online");
    await handedOver(journeyId);
    await sendMessage(agent, { conversationId, text: "Let me look" });
    await customer.reads("Let me look");
    const { messageId } = await customer.writes("Thanks");
    expect(await engine.takerOf(messageId)).toBe("human");
    await handedOver(journeyId);
    await resolveConversation(agent, { conversationId, reason: "done" });
    const run = await engine.runIn(journeyId, "completed");
    expect(JSON.stringify(run.steps)).not.toContain('"held"');
    expect(customer.count("How was it?")).toBe(1);
  });

  test("stays with whoever gets it next, and holds the other journeys that speak there", async () => {
    const other = await engine.publish(
      drawn(
        "Speaks there too",
        {
          start: { type: "trigger.event", config: { event: "visited" } },
          ask: { type: "ask", config: { text: "Anything else?", saveAs: "else" } },
        },
        [["start", "next", "ask"]],
      ),
    );
    const { agent, journeyId, customer, conversationId } = await begin({ queueFor: "PT1H" }, "offline");
    await atHandoff(journeyId);
    const { contactId } = await read(conversationId);
    await reportEvent(engine.workspace.actor, { name: "visited", contact: { id: contactId } });
    await customer.reads("Anything else?");
    await setPresence(agent, agent.userId, { status: "online" });
    await handedOver(journeyId);
    await engine.runIn(other, "held");
    const colleague = await makeUser(engine.workspace.id, { presence: "online" });
    await assignConversation(engine.workspace.actor, { conversationId, assignee: colleague.userId });
    await handedOver(journeyId);
    expect(await happened(conversationId)).not.toContain("handoff.returned");
    await releaseConversation(colleague, conversationId);
    await engine.runIn(other, "waiting");
    // The other one asks still, so that what follows waits for the floor.
    await eventually(async () => expect(await leftBy(journeyId)).toBe("returned"), 25);
  });

  test("goes on as accepted at once where it waits for no return", async () => {
    const { journeyId, customer } = await begin({ waitForReturn: false }, "online");
    await engine.runIn(journeyId, "completed");
    await customer.reads("Ann has it now");
  });

  test("leaves by timeout when nobody takes it in time, and the conversation stays queued", async () => {
    const { journeyId, customer, conversationId } = await begin({ queueFor: "PT1S" }, "offline");
    await engine.runIn(journeyId, "completed");
    await customer.reads("Everybody is busy");
    expect(await happened(conversationId)).toEqual(["handoff.requested", "handoff.timed_out"]);
  });

  test("is given back where the person finds that it is spam", async () => {
    const { agent, journeyId, conversationId } = await begin({}, "online");
    await handedOver(journeyId);
    await updateConversation(agent, conversationId, { status: "spam" });
    await engine.runIn(journeyId, "completed");
    expect(await leftBy(journeyId)).toBe("returned");
    expect((await happened(conversationId)).slice(1)).toEqual(["handoff.accepted", "handoff.returned"]);
  });

  test("is not waited for any longer where it turns out to be spam in the queue", async () => {
    const { journeyId, conversationId } = await begin({ queueFor: "PT1H" }, "offline");
    await atHandoff(journeyId);
    await updateConversation(engine.workspace.actor, conversationId, { status: "spam" });
    await engine.runIn(journeyId, "completed");
    expect(await leftBy(journeyId)).toBe("timeout");
    expect(await happened(conversationId)).not.toContain("handoff.returned");
  });

  test.each(["is given it by the queue", "claims it", "gets it by hand"])(
    "waits in the queue until somebody %s, and then for their return",
    async (how) => {
      const { agent, journeyId, conversationId } = await begin({ queueFor: "PT1H" }, "offline");
      await atHandoff(journeyId);
      if (how === "claims it") await claimConversation(agent, conversationId);
      else if (how === "gets it by hand") {
        await assignConversation(engine.workspace.actor, { conversationId, assignee: agent.userId });
      } else await setPresence(agent, agent.userId, { status: "online" });
      await handedOver(journeyId);
      expect(await read(conversationId)).toMatchObject({ assigneeId: agent.userId, handler: "human" });
      await assignConversation(engine.workspace.actor, { conversationId, assignee: null });
      await engine.runIn(journeyId, "completed");
      expect(await happened(conversationId)).toEqual([
        "handoff.requested",
        "handoff.accepted",
        "handoff.returned",
      ]);
    },
  );
});
