import { expect, test } from "vitest";
import type { JourneyDocument } from "#core/journey/document.ts";
import { seedDatabase } from "#prisma/seed/seed-database.ts";
import { signIn } from "#server/access/sign-in.ts";
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

test("a seed run twice doubles nothing", async () => {
  const first = await seedDatabase({ ...seed, demo: true });
  const second = await seedDatabase({ ...seed, demo: true });
  expect(second).toEqual(first);
  expect(await transact(first, (tx) => tx.user.count())).toBe(8);
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
