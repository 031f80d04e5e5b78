import { expect, test } from "vitest";
import { metricQuerySchema } from "#core/api/metrics.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { METRIC_NAMES, METRICS } from "#core/metrics/definitions.ts";
import { seedDatabase } from "#prisma/seed/seed-database.ts";
import { systemActor } from "#server/access/actor.ts";
import { signIn } from "#server/access/sign-in.ts";
import { readMetric } from "#server/analytics/read-metric.ts";
import { checkDocument } from "#server/journeys/check-document.ts";
import { transact } from "#server/platform/database.ts";

const seed = {
  admin: { email: "maria.lopez@example.com", password: "correct horse battery" },
  apiKey: "tl_a_key_for_the_first_run",
  now: new Date(),
};

test("declined, the demo leaves a workspace with its admin alone, who can sign in", async () => {
  const { workspaceId } = await seedDatabase({ ...seed, demo: false });
  const counts = await transact({ workspaceId }, async (tx) => [
    await tx.user.count(),
    await tx.apiKey.count(),
    await tx.contact.count(),
    await tx.journey.count(),
    await tx.channelAccount.count(),
  ]);
  expect(counts).toEqual([1, 1, 0, 0, 0]);
  const { email, password } = seed.admin;
  expect(await signIn(email, password, "127.0.0.1")).toMatchObject({ role: "admin", name: "Maria Lopez" });
});

async function countRows({ workspaceId }: { workspaceId: string }) {
  return transact({ workspaceId }, async (tx) => ({
    users: await tx.user.count(),
    accounts: await tx.channelAccount.count(),
    journeys: await tx.journey.count(),
    versions: await tx.journeyVersion.count(),
    contacts: await tx.contact.count(),
    conversations: await tx.conversation.count(),
    messages: await tx.message.count(),
    events: await tx.event.count(),
  }));
}

test("a seed run twice doubles nothing", async () => {
  const first = await seedDatabase({ ...seed, demo: true });
  const before = await countRows(first);
  expect(before).toMatchObject({ users: 8, accounts: 2, journeys: 4, versions: 3 });
  expect(before.conversations).toBeGreaterThan(100);
  expect(await seedDatabase({ ...seed, demo: true, now: new Date() })).toEqual(first);
  expect(await countRows(first)).toEqual(before);
});

test("every journey of the demo compiles, and three are live", async () => {
  const { workspaceId } = await seedDatabase({ ...seed, demo: true });
  const checked = await transact({ workspaceId }, async (tx) => {
    const journeys = await tx.journey.findMany({ orderBy: { id: "asc" } });
    return Promise.all(
      journeys.map(async ({ key, status, draft }) => {
        const { problems } = await checkDocument(tx, workspaceId, draft as unknown as JourneyDocument);
        return { key, status, errors: problems.filter(({ severity }) => severity === "error") };
      }),
    );
  });
  expect(checked).toEqual([
    { key: "chat_welcome", status: "live", errors: [] },
    { key: "appointment_reminder", status: "live", errors: [] },
    { key: "job_screening", status: "live", errors: [] },
    { key: "open_day", status: "draft", errors: [] },
  ]);
});

test("the past has happened: nothing in the demo lies ahead of now, and who waits has waited", async () => {
  const { workspaceId } = await seedDatabase({ ...seed, demo: true });
  await transact({ workspaceId }, async (tx) => {
    const ahead = await tx.event.count({
      where: { occurredAt: { gt: seed.now }, conversationId: { not: null } },
    });
    expect(ahead).toBe(0);
    expect(await tx.conversation.count({ where: { waitingSince: { not: null } } })).toBeGreaterThanOrEqual(5);
  });
});

test("every metric has figures for the last four weeks and for those before", async () => {
  const { workspaceId } = await seedDatabase({ ...seed, demo: true });
  const from = new Date(seed.now.getTime() - 28 * 86_400_000).toISOString();
  const query = metricQuerySchema.parse({ from, to: seed.now.toISOString(), interval: "day" });
  for (const name of METRIC_NAMES) {
    const metric = await readMetric(systemActor(workspaceId, "test"), name, query);
    expect.soft(metric.totals.n, name).toBeGreaterThan(0);
    if (METRICS[name].kind === "now") continue;
    expect.soft(metric.before?.n, `${name}, before`).toBeGreaterThan(0);
  }
});
