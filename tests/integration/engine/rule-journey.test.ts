import { uuidv7 } from "uuidv7";
import { describe, expect, test } from "vitest";
import { transact } from "#server/platform/database.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeTeam, makeUser } from "#tests/setup/workspace-fixture.ts";

const engine = engineForTests();

/** Nothing starts it but what names it. */
const welcome = () =>
  drawn(
    "Welcome",
    {
      start: { type: "trigger.event", config: { event: "never_reported" } },
      send: { type: "send", config: { text: "We look into it" } },
    },
    [["start", "next", "send"]],
    { reentry: "once" },
  );

/** The workspace's own rules: first the journey, then a team. */
async function routesBy(journey: string, team: string): Promise<void> {
  const workspaceId = engine.workspace.id;
  await transact(engine.workspace.actor, async (tx) => {
    const ruleSetId = uuidv7();
    await tx.routingRuleSet.create({
      data: { id: ruleSetId, workspaceId, key: `set_${team}`, name: "Rules" },
    });
    for (const [position, target] of [{ journey }, { team }].entries()) {
      // biome-ignore lint/suspicious/noThenProperty: the column's name; the object is never awaited
      const rule = { workspaceId, ruleSetId, name: `Rule ${position}`, when: { all: [] }, then: target };
      await tx.routingRule.create({ data: { id: uuidv7(), position, ...rule } });
    }
    await tx.workspace.update({ where: { id: workspaceId }, data: { defaultRuleSetId: ruleSetId } });
  });
}

async function begin() {
  await engine.start();
  const team = `team_${Math.random().toString(36).slice(2)}`;
  const teamId = await makeTeam(engine.workspace.id, team);
  const agent = await makeUser(engine.workspace.id, { presence: "online", teamIds: [teamId] });
  const journeyId = await engine.publish(welcome());
  const { key } = await transact(engine.workspace.actor, (tx) =>
    tx.journey.findUniqueOrThrow({ where: { id: journeyId } }),
  );
  await routesBy(key, team);
  return { agent, journeyId, customer: engine.customer() };
}

const decisionsOn = (conversationId: string) =>
  transact(engine.workspace.actor, (tx) =>
    tx.routingDecision.findMany({ where: { conversationId }, orderBy: { decidedAt: "asc" } }),
  );

const assigneeOf = (conversationId: string) =>
  transact(engine.workspace.actor, async (tx) => {
    const where = { id: conversationId };
    return (await tx.conversation.findUniqueOrThrow({ where })).assigneeId;
  });

describe("a rule that gives conversations to a journey", () => {
  test("starts it, once, for the customer who wrote; where it lets nobody in the next rule decides", async () => {
    const { agent, journeyId, customer } = await begin();
    const { conversationId } = await customer.writes("Where is my order?");
    await customer.reads("We look into it");
    expect(await engine.runIn(journeyId, "completed")).toMatchObject({ conversationId });
    expect(await decisionsOn(conversationId)).toMatchObject([
      { outcome: "journey", chosenJourneyId: journeyId, chosenUserId: null },
    ]);
    expect(await assigneeOf(conversationId)).toBeNull();
    // They have been through it: it takes nobody twice.
    await customer.writes("Hello?");
    await eventually(async () => expect(await assigneeOf(conversationId)).toBe(agent.userId));
    expect(await decisionsOn(conversationId)).toMatchObject([
      { outcome: "journey" },
      { outcome: "agent", chosenUserId: agent.userId, chosenJourneyId: null },
    ]);
    expect(await engine.runs(journeyId)).toHaveLength(1);
  });

  test("is passed over while its journey is not live", async () => {
    const { agent, journeyId, customer } = await begin();
    await transact(engine.workspace.actor, (tx) =>
      tx.journey.update({ where: { id: journeyId }, data: { status: "paused" } }),
    );
    const { conversationId } = await customer.writes("Is anybody there?");
    await eventually(async () => expect(await assigneeOf(conversationId)).toBe(agent.userId));
    expect(await engine.runs(journeyId)).toHaveLength(0);
  });
});
