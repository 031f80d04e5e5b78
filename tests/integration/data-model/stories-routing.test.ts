import { uuidv7 } from "uuidv7";
import { afterAll, beforeEach, expect, it } from "vitest";
import { meetClock, pauseClock, resumeClock, type SlaClock, startClock } from "#core/sla/sla-clock.ts";
import { closeDatabase } from "#server/platform/database.ts";
import {
  createContact,
  createConversation,
  createUser,
  createWorkspace,
  inWorkspace,
  type TestWorkspace,
} from "#tests/integration/data-model/fixtures.ts";

let workspace: TestWorkspace;
let workspaceId: string;
let conversationId: string;

beforeEach(async () => {
  workspace = await createWorkspace();
  workspaceId = workspace.workspaceId;
  const contactId = await createContact(workspaceId);
  conversationId = await createConversation(workspaceId, {
    contactId,
    channel: "sms",
    status: "in_progress",
  });
});

afterAll(closeDatabase);

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);
const HOUR = 3_600_000;

async function createClock(allowedMs: number, startedAt: Date): Promise<string> {
  const [id, policyId] = [uuidv7(), uuidv7()];
  await inWorkspace(workspace, async (tx) => {
    const policy = {
      id: policyId,
      workspaceId,
      key: "standard",
      name: "Standard",
      targets: { firstResponse: "PT2H" },
    };
    await tx.slaPolicy.create({ data: policy });
    const clock = { id, workspaceId, conversationId, policyId, target: "firstResponse", startedAt } as const;
    await tx.slaClock.create({ data: { ...clock, ...startClock(allowedMs, startedAt) } });
  });
  return id;
}

/** Applies a pure change to a stored clock. */
function changeClock(id: string, change: (clock: SlaClock) => SlaClock) {
  return inWorkspace(workspace, async (tx) => {
    const {
      status,
      allowedMs,
      usedMs,
      runningSince,
      dueAt,
      pausedAt,
      pauseReason,
      metAt,
      breachedAt,
      endedAt,
    } = await tx.slaClock.findUniqueOrThrow({ where: { id } });
    const now = {
      status,
      allowedMs,
      usedMs,
      runningSince,
      dueAt,
      pausedAt,
      pauseReason,
      metAt,
      breachedAt,
      endedAt,
    };
    return tx.slaClock.update({ where: { id }, data: change(now) });
  });
}

it("keeps the promise's remaining time when a conversation is reassigned while its clock is paused", async () => {
  const [sam, kim] = [await createUser(workspaceId, "Sam"), await createUser(workspaceId, "Kim")];
  const clockId = await createClock(2 * HOUR, at("09:00"));
  const update = (data: object) =>
    inWorkspace(workspace, (tx) => tx.conversation.update({ where: { id: conversationId }, data }));
  await update({ assigneeId: sam });

  await update({ status: "snoozed", snoozedUntil: at("12:00") });
  const paused = await changeClock(clockId, (clock) => pauseClock(clock, at("09:30"), "snoozed"));
  expect(paused).toMatchObject({ status: "paused", usedMs: HOUR / 2, dueAt: null });

  await inWorkspace(workspace, async (tx) => {
    const hands = {
      conversationId,
      fromUserId: sam,
      toUserId: kim,
      reason: "transfer",
      byKind: "user",
    } as const;
    await tx.assignment.create({ data: { id: uuidv7(), workspaceId, ...hands, at: at("10:00") } });
    await tx.conversation.update({ where: { id: conversationId }, data: { assigneeId: kim } });
  });
  const meanwhile = await inWorkspace(workspace, (tx) =>
    tx.slaClock.findUniqueOrThrow({ where: { id: clockId } }),
  );
  expect(meanwhile, "a change of hands is no change of the promise").toMatchObject({
    status: "paused",
    usedMs: HOUR / 2,
  });

  await update({ status: "in_progress", snoozedUntil: null });
  const resumed = await changeClock(clockId, (clock) => resumeClock(clock, at("12:00")));
  expect(resumed).toMatchObject({ status: "running", dueAt: at("13:30") });
  const met = await changeClock(clockId, (clock) => meetClock(clock, at("13:00")));
  expect(met).toMatchObject({ status: "met", usedMs: 1.5 * HOUR });
  const clocks = await inWorkspace(workspace, (tx) => tx.slaClock.count({ where: { conversationId } }));
  expect(clocks, "one promise, one clock").toBe(1);
});

it("has one deadline per thing that falls due: arming it again moves it", async () => {
  const arm = (dueAt: Date) =>
    inWorkspace(workspace, (tx) =>
      tx.deadline.upsert({
        where: { workspaceId_key: { workspaceId, key: `snooze:${conversationId}` } },
        create: {
          id: uuidv7(),
          workspaceId,
          kind: "snooze",
          key: `snooze:${conversationId}`,
          conversationId,
          dueAt,
        },
        update: { dueAt, status: "pending", claimedUntil: null },
      }),
    );
  await arm(at("12:00"));
  await arm(at("15:00"));
  const deadlines = await inWorkspace(workspace, (tx) => tx.deadline.findMany({ where: { conversationId } }));
  expect(deadlines).toMatchObject([{ dueAt: at("15:00"), status: "pending" }]);
});

it("can say of every decision who was considered and why not", async () => {
  const [sam, kim] = [await createUser(workspaceId, "Sam"), await createUser(workspaceId, "Kim")];
  const decisionId = uuidv7();
  await inWorkspace(workspace, async (tx) => {
    const decision = { conversationId, strategy: "leastBusy", outcome: "agent", chosenUserId: sam } as const;
    const why = {
      reason: "Fewest open conversations",
      inputs: { intent: "billing" },
      decidedAt: at("09:00"),
    };
    await tx.routingDecision.create({ data: { id: decisionId, workspaceId, ...decision, ...why } });
    await tx.routingCandidate.createMany({
      data: [
        {
          id: uuidv7(),
          workspaceId,
          decisionId,
          userId: sam,
          eligible: true,
          rank: 1,
          score: 0.2,
          openCount: 1,
        },
        {
          id: uuidv7(),
          workspaceId,
          decisionId,
          userId: kim,
          eligible: false,
          excludedBy: "offline",
          openCount: 0,
        },
      ],
    });
    const hands = { conversationId, toUserId: sam, reason: "rule", byKind: "system", decisionId } as const;
    await tx.assignment.create({ data: { id: uuidv7(), workspaceId, ...hands, at: at("09:00") } });
  });
  const assignment = await inWorkspace(workspace, (tx) =>
    tx.assignment.findFirstOrThrow({
      where: { conversationId },
      include: {
        decision: { include: { candidates: { include: { user: true }, orderBy: { eligible: "desc" } } } },
      },
    }),
  );
  expect(assignment.decision?.candidates.map(({ user, excludedBy }) => [user.name, excludedBy])).toEqual([
    ["Sam", null],
    ["Kim", "offline"],
  ]);
});

it("waits in one queue at a time and has one offer open at a time", async () => {
  const agent = await createUser(workspaceId, "Sam");
  const queueId = uuidv7();
  await inWorkspace(workspace, (tx) =>
    tx.queue.create({ data: { id: queueId, workspaceId, key: "all", name: "All" } }),
  );
  const enter = () => {
    const data = { id: uuidv7(), workspaceId, queueId, conversationId, enteredAt: new Date() };
    return inWorkspace(workspace, (tx) => tx.queueEntry.create({ data }));
  };
  const first = await enter();
  await expect(enter()).rejects.toThrow(/[Uu]nique/);
  const left = { leftAt: new Date(), outcome: "left" } as const;
  await inWorkspace(workspace, (tx) => tx.queueEntry.update({ where: { id: first.id }, data: left }));
  await enter();
  const offer = () => {
    const times = { offeredAt: new Date(), expiresAt: new Date() };
    const data = { id: uuidv7(), workspaceId, conversationId, userId: agent, ...times };
    return inWorkspace(workspace, (tx) => tx.offer.create({ data }));
  };
  await offer();
  await expect(offer()).rejects.toThrow(/[Uu]nique/);
});
