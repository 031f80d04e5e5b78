import { EventEmitter, once } from "node:events";
import pg from "pg";
import { uuidv7 } from "uuidv7";
import { afterAll, expect, it, vi } from "vitest";
import {
  claimDeadlines,
  claimOutbox,
  completeDeadline,
  completeOutbox,
  nextDeadlineAt,
  outboxBacklog,
  retryOutbox,
} from "#server/platform/cross-workspace.ts";
import { closeDatabase, databasePool, databaseUrl, transact } from "#server/platform/database.ts";
import { readHints } from "#server/platform/read-hints.ts";
import { createContact, createWorkspace, inWorkspace } from "#tests/integration/data-model/fixtures.ts";

afterAll(closeDatabase);

it("writes all of a transaction or nothing", async () => {
  const workspace = await createWorkspace();
  const failing = transact(workspace, async (tx) => {
    await tx.contact.create({ data: { id: uuidv7(), workspaceId: workspace.workspaceId } });
    throw new Error("after the first write");
  });
  await expect(failing).rejects.toThrow("after the first write");
  expect(await inWorkspace(workspace, (tx) => tx.contact.count())).toBe(0);
});

it("begins again after a deadlock, so that both sides come through", async () => {
  const workspace = await createWorkspace();
  const [first, second] = [
    await createContact(workspace.workspaceId),
    await createContact(workspace.workspaceId),
  ];
  let holding = 0;
  const locks = new EventEmitter();
  const bothHold = once(locks, "both");
  const touch = (one: string, other: string) =>
    transact(workspace, async (tx) => {
      await tx.contact.update({ where: { id: one }, data: { tier: one } });
      if (++holding === 2) locks.emit("both");
      await bothHold;
      await tx.contact.update({ where: { id: other }, data: { tier: one } });
    });
  await Promise.all([touch(first, second), touch(second, first)]);
  const tiers = await inWorkspace(workspace, (tx) => tx.contact.findMany({ select: { tier: true } }));
  expect(new Set(tiers.map(({ tier }) => tier)).size).toBe(1);
});

it("begins again after a serialisation failure, so that no update is lost", async () => {
  const workspace = await createWorkspace();
  const id = await createContact(workspace.workspaceId, { attributes: { count: 0 } });
  const increment = () =>
    transact(
      workspace,
      async (tx) => {
        const { attributes } = await tx.contact.findUniqueOrThrow({ where: { id } });
        const { count } = attributes as { count: number };
        await tx.contact.update({ where: { id }, data: { attributes: { count: count + 1 } } });
      },
      { isolation: "SERIALIZABLE", retries: 20 },
    );
  await Promise.all(Array.from({ length: 5 }, increment));
  const contact = await inWorkspace(workspace, (tx) => tx.contact.findUniqueOrThrow({ where: { id } }));
  expect(contact.attributes).toEqual({ count: 5 });
});

it("sends BEGIN and the workspace in one round trip", async () => {
  const workspace = await createWorkspace();
  const query = vi.spyOn(pg.Client.prototype, "query");
  await inWorkspace(workspace, (tx) => tx.contact.count());
  const texts = query.mock.calls.map(([sent]) => (sent as unknown as { text: string }).text);
  query.mockRestore();
  expect(texts).toEqual([
    `BEGIN ISOLATION LEVEL READ COMMITTED; SELECT set_config('app.workspace_id', '${workspace.workspaceId}', true)`,
    expect.stringContaining('FROM "public"."contacts"'),
    "COMMIT",
  ]);
});

it("sends queries of one transaction one by one, though they are asked for at once", async () => {
  const workspace = await createWorkspace();
  const warn = vi.spyOn(process, "emitWarning");
  const results = await inWorkspace(workspace, (tx) =>
    Promise.allSettled([
      tx.$queryRaw<{ n: number }[]>`SELECT 1 AS n`,
      tx.$queryRaw<{ n: number }[]>`SELECT 2 AS n`,
      tx.contact.count(),
    ]),
  );
  expect(results.map((result) => result.status === "fulfilled" && result.value)).toEqual([
    [{ n: 1 }],
    [{ n: 2 }],
    0,
  ]);
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});

it("refuses a workspace that is no id before anything is sent", async () => {
  await expect(
    transact({ workspaceId: "'; DROP TABLE events; --" }, (tx) => tx.contact.count()),
  ).rejects.toThrow("Not a workspace id");
});

it("tells listeners that something was committed, and each thing that changed once", async () => {
  const workspace = await createWorkspace();
  const { workspaceId } = workspace;
  const listener = new pg.Client({ connectionString: databaseUrl() });
  await listener.connect();
  const told = once(listener, "notification");
  await listener.query("LISTEN throughline");
  const { place } = await readHints(workspaceId);
  const [conversationId, messageId, runId, userId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const event = (type: string, ids: object) => ({
    id: uuidv7(),
    workspaceId,
    type,
    occurredAt: new Date(),
    ...ids,
  });
  const rolledBack = inWorkspace(workspace, async (tx) => {
    await tx.event.create({ data: event("conversation.opened", { conversationId: uuidv7() }) });
    throw new Error("rolled back");
  });
  await expect(rolledBack).rejects.toThrow();
  await inWorkspace(workspace, (tx) =>
    tx.event.createMany({
      data: [
        event("message.received", { conversationId, messageId }),
        event("message.analysed", { conversationId, messageId }),
        event("run.waiting", { conversationId, runId }),
        event("presence.changed", { userId }),
      ],
    }),
  );
  expect(await told).toMatchObject([{ payload: workspaceId }]);
  await listener.end();
  const { hints } = await readHints(workspaceId, place);
  expect(hints?.map(({ topic, id }) => [topic, id]).sort()).toEqual(
    [
      ["conversation", conversationId],
      ["message", messageId],
      ["presence", userId],
      ["run", runId],
    ].sort(),
  );
});

it("gives an outbox entry back when its relay dies, and goes on behind one that is given up", async () => {
  const { workspaceId } = await createWorkspace();
  const orderingKey = uuidv7();
  const add = async () => {
    const data = { id: uuidv7(), workspaceId, topic: "test", orderingKey };
    return (await transact({ workspaceId }, (tx) => tx.outboxEntry.create({ data }))).id;
  };
  const [first, second] = [await add(), await add()];
  expect(await claimOutbox(10, 0)).toMatchObject([{ id: first, attempts: 1 }]);
  // A lease of no time has run out already: the relay counts as dead.
  expect(await claimOutbox(10, 60)).toMatchObject([{ id: first, attempts: 2 }]);
  expect(await claimOutbox(10, 60)).toEqual([]);
  const { pending, nextAt } = await outboxBacklog();
  expect(pending).toBe(2);
  expect(
    nextAt?.getTime(),
    "the second waits for the first, whose lease has a minute to run",
  ).toBeGreaterThan(Date.now() + 30_000);
  await retryOutbox(first, "The provider is gone for good", null);
  expect(await claimOutbox(10, 60)).toMatchObject([{ id: second }]);
  await completeOutbox([second]);
  const states = await transact({ workspaceId }, (tx) =>
    tx.outboxEntry.findMany({ orderBy: { position: "asc" } }),
  );
  expect(states.map(({ status }) => status)).toEqual(["failed", "done"]);
});

it("keeps a deadline that was moved while it was being worked on", async () => {
  const { workspaceId } = await createWorkspace();
  const due = new Date(Date.now() - 1000);
  const data = { id: uuidv7(), workspaceId, kind: "snooze" as const, key: "snooze:1", dueAt: due };
  await transact({ workspaceId }, (tx) => tx.deadline.create({ data }));
  const [claim] = await claimDeadlines(10, 60);
  expect(claim).toMatchObject({ id: data.id, dueAt: due });
  const later = new Date(Date.now() + 60_000);
  const moved = { dueAt: later, claimedUntil: null };
  await transact({ workspaceId }, (tx) => tx.deadline.update({ where: { id: data.id }, data: moved }));
  await completeDeadline({ id: data.id, dueAt: due });
  expect(await nextDeadlineAt()).toEqual(later);
});

it("keeps connections usable after an error in the middle of a transaction", async () => {
  const workspace = await createWorkspace();
  for (let turn = 0; turn < 30; turn++)
    await expect(inWorkspace(workspace, (tx) => tx.$queryRaw`SELECT 1 / 0`)).rejects.toThrow(
      "division by zero",
    );
  const { rows } = await databasePool().query("SELECT 1 AS one");
  expect(rows).toEqual([{ one: 1 }]);
});
