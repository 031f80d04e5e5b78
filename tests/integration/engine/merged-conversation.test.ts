import { beforeEach, describe, expect, test } from "vitest";
import { claimConversation } from "#server/conversations/claim-conversation.ts";
import { mergeConversation } from "#server/conversations/merge-conversations.ts";
import { releaseConversation } from "#server/conversations/release-conversation.ts";
import { unmergeConversation } from "#server/conversations/unmerge-conversation.ts";
import { createSlaPolicy } from "#server/library/sla-policies.ts";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeUser } from "#tests/setup/workspace-fixture.ts";

const engine = engineForTests();

const asks = drawn(
  "Asks for a city",
  {
    start: { type: "trigger.message", config: { keywords: ["begin"] } },
    ask: { type: "ask", config: { text: "Which city?", saveAs: "city", collect: "PT0.1S" } },
    thanks: { type: "send", config: { text: "Thanks, {{ vars.city }} it is" } },
  },
  [
    ["start", "next", "ask"],
    ["ask", "answered", "thanks"],
  ],
);

const read = (id: string) =>
  transact(engine.workspace.actor, (tx) =>
    tx.conversation.findUniqueOrThrow({
      where: { id },
      include: { queueEntries: { where: { leftAt: null } }, slaClocks: { orderBy: { cycle: "asc" } } },
    }),
  );

const setStatus = (id: string, data: { status: "resolved" | "in_progress"; resolvedAt: Date | null }) =>
  transact(engine.workspace.actor, (tx) => tx.conversation.update({ where: { id }, data }));

/** A customer in two conversations: a journey asks them something in one, and in the other they wait in the queue. */
async function begin() {
  const journeyId = await engine.publish(asks);
  const customer = engine.customer();
  const { conversationId: asked } = await customer.writes("begin");
  await customer.reads("Which city?");
  await eventually(async () => {
    const [run] = await engine.runs(journeyId);
    expect(run).toMatchObject({ status: "waiting", floor: true });
  }, 25);
  // As after the reopen window.
  const before = await read(asked);
  await setStatus(asked, { status: "resolved", resolvedAt: new Date(0) });
  const { conversationId: waiting } = await customer.writes("Another thing");
  await setStatus(asked, { status: before.status as "in_progress", resolvedAt: null });
  await eventually(async () => expect((await read(waiting)).queueEntries).toHaveLength(1), 25);
  return { journeyId, customer, asked, waiting };
}

beforeEach(async () => {
  await engine.start();
});

describe("merging conversations in which something is under way", () => {
  test("has a journey that waits for an answer get it in the survivor", async () => {
    const { journeyId, customer, asked, waiting } = await begin();
    await mergeConversation(engine.workspace.actor, asked, waiting);
    const [run] = await engine.runs(journeyId);
    expect(run).toMatchObject({ conversationId: waiting, floor: true });
    expect((await read(waiting)).floorRunId).toBe(run?.id);
    const answer = await customer.writes("Lisbon");
    expect(answer.conversationId).toBe(waiting);
    await customer.reads("Thanks, Lisbon it is");
    expect((await engine.runIn(journeyId, "completed")).conversationId).toBe(waiting);
  });

  test("takes a wait with its clocks out of the queue, and gives all back when it is taken apart", async () => {
    const { actor } = engine.workspace;
    await createSlaPolicy(actor, { key: "all", name: "All", targets: { firstResponse: "PT1H" } });
    const { journeyId, customer, asked, waiting } = await begin();
    const [clock] = (await read(waiting)).slaClocks;
    const since = (await read(waiting)).waitingSince;
    const own = (await read(asked)).waitingSince;
    expect(clock).toMatchObject({ status: "running" });
    await mergeConversation(actor, waiting, asked);
    const merged = await read(waiting);
    expect(merged).toMatchObject({ waitingSince: null, queueEntries: [], mergedIntoId: asked });
    expect(merged.slaClocks.map(({ status }) => status)).toEqual(["stopped"]);
    expect((await read(asked)).waitingSince).toEqual(own ?? since);
    await unmergeConversation(actor, waiting);
    const back = await read(waiting);
    expect(back).toMatchObject({ waitingSince: since, mergedIntoId: null });
    expect(back.slaClocks).toMatchObject([{ status: "running", dueAt: clock?.dueAt }]);
    await eventually(async () => expect((await read(waiting)).queueEntries).toHaveLength(1), 25);
    expect((await read(asked)).waitingSince).toEqual(own);
    const [run] = await engine.runs(journeyId);
    expect(run).toMatchObject({ conversationId: asked, floor: true, status: "waiting" });
    expect((await read(asked)).floorRunId).toBe(run?.id);
    expect(customer.count("Which city?")).toBe(1);
  });

  test("holds a journey that comes to a person, until they let go", async () => {
    const { journeyId, customer, asked, waiting } = await begin();
    const agent = await makeUser(engine.workspace.id);
    await claimConversation(agent, waiting);
    await mergeConversation(agent, asked, waiting);
    await engine.runIn(journeyId, "held");
    await customer.writes("Is anybody there?");
    await engine.relayIdle();
    expect(customer.count("Thanks, Is anybody there? it is")).toBe(0);
    await releaseConversation(agent, waiting);
    await engine.runIn(journeyId, "waiting");
    await customer.writes("Porto");
    await engine.runIn(journeyId, "completed");
    expect(await read(waiting)).toMatchObject({ assigneeId: null });
  });
});
