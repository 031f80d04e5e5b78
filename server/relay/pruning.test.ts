import { uuidv7 } from "uuidv7";
import { afterAll, expect, it } from "vitest";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { startPruning } from "#server/relay/pruning.ts";

afterAll(closeDatabase);

it("clears what was done more than a week ago, and nothing that still waits", async () => {
  const workspaceId = uuidv7();
  const longAgo = new Date(Date.now() - 8 * 24 * 3_600_000);
  const entry = (status: "pending" | "done" | "failed", completedAt: Date | null) => ({
    id: uuidv7(),
    workspaceId,
    topic: `${status} ${completedAt === longAgo ? "long ago" : "now"}`,
    orderingKey: uuidv7(),
    status,
    completedAt,
    createdAt: longAgo,
  });
  await transact({ workspaceId }, async (tx) => {
    await tx.workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Clinic" } });
    const kept = [entry("pending", null), entry("failed", null), entry("done", new Date())];
    await tx.outboxEntry.createMany({ data: [...kept, entry("done", longAgo)] });
  });
  await startPruning().stop();
  const left = await transact({ workspaceId }, (tx) =>
    tx.outboxEntry.findMany({ orderBy: { position: "asc" } }),
  );
  expect(left.map(({ topic }) => topic)).toEqual(["pending now", "failed now", "done now"]);
});
