import { expect, test } from "vitest";
import { seedDatabase } from "#prisma/seed/seed-database.ts";
import { signIn } from "#server/access/sign-in.ts";
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
