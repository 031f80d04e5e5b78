import { beforeAll, describe, expect, it } from "vitest";
import { METRIC_NAMES } from "#core/metrics/definitions.ts";
import { seedDemo } from "#prisma/seed/demo.ts";
import { type SeededWorkspace, seedWorkspace } from "#prisma/seed/workspace.ts";
import { signIn } from "#server/access/sign-in.ts";
import { transact } from "#server/platform/database.ts";
import { call } from "#tests/integration/api/workspace-fixture.ts";

const KEY = "tl_key-of-an-unattended-first-run";
const settings = {
  ADMIN_EMAIL: "Admin@Meridian.example",
  ADMIN_PASSWORD: "a good password",
  ADMIN_API_KEY: KEY,
  SEED_DEMO: true,
};

let seeded: SeededWorkspace;
let took: number;

beforeAll(async () => {
  const started = Date.now();
  seeded = await seedWorkspace(settings);
  await seedDemo(seeded.workspaceId, seeded.adminId, new Date());
  took = Date.now() - started;
});

const counts = () =>
  transact(seeded, async (tx) => ({
    users: await tx.user.count(),
    conversations: await tx.conversation.count(),
    messages: await tx.message.count(),
    events: await tx.event.count(),
    journeys: await tx.journey.count({ where: { status: "live" } }),
    keys: await tx.apiKey.count(),
  }));

describe("the first run", () => {
  it("is done within five seconds", () => {
    expect(took).toBeLessThan(5_000);
  });

  it("lets the admin sign in, and their key in", async () => {
    const admin = await signIn("admin@meridian.example", "a good password", "127.0.0.1");
    expect(admin).toMatchObject({ role: "admin", userId: seeded.adminId });
    expect((await call(KEY, "/me")).body).toMatchObject({ kind: "apiKey", role: "admin" });
  });

  it("publishes every demo journey, bound to demo accounts", async () => {
    const { body } = await call(KEY, "/journeys");
    expect(body.data).toHaveLength(4);
    for (const { id, status, isDemo } of body.data) {
      expect({ status, isDemo }).toEqual({ status: "live", isDemo: true });
      const journey = (await call(KEY, `/journeys/${id}`)).body;
      const isError = (problem: { severity: string }) => problem.severity === "error";
      expect(journey.problems.filter(isError)).toEqual([]);
      expect(JSON.stringify(journey.document)).toMatch(/demo_(webchat|sms)/);
    }
  });

  it("fills the inbox with open and finished conversations on several channels", async () => {
    const { body } = await call(KEY, "/conversations?limit=200");
    expect(body.data.length).toBeGreaterThanOrEqual(30);
    expect(new Set(body.data.map((each: { channel: string }) => each.channel)).size).toBeGreaterThanOrEqual(
      4,
    );
    expect(new Set(body.data.map((each: { status: string }) => each.status))).toEqual(
      new Set(["new", "in_progress", "snoozed", "resolved"]),
    );
    const waiting = await call(KEY, "/conversations?waiting=true");
    expect(waiting.body.data.length).toBeGreaterThan(3);
  });

  it.each(METRIC_NAMES)("gives the dashboard a figure for %s", async (name) => {
    const { status, body } = await call(KEY, `/metrics/${name}?interval=week`);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.totals.n).toBeGreaterThan(0);
  });

  it("changes nothing when it is run again", async () => {
    const before = await counts();
    const again = await seedWorkspace(settings);
    await seedDemo(again.workspaceId, again.adminId, new Date());
    expect(again).toEqual({ ...seeded, created: false });
    expect(await counts()).toEqual(before);
  });
});
