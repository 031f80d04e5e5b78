import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventType } from "#core/conversation/event-types.ts";
import type { JsonObject } from "#core/json.ts";
import { systemActor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { call, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

const DAY = "2026-03-03T";
let workspace: Fixture;

beforeAll(async () => {
  workspace = await createWorkspace("across");
});
afterAll(closeDatabase);

const figure = async (name: string) => {
  const path = `/metrics/${name}?from=2026-03-02T00:00:00Z&to=2026-03-09T00:00:00Z`;
  return (await call(workspace.key, path)).body.totals;
};

/** Another conversation with the same customer, with sessions on these channels. */
async function conversation(...channels: ("webchat" | "sms")[]): Promise<string> {
  const { workspaceId } = workspace;
  const id = uuidv7();
  const startedAt = new Date(`${DAY}08:00:00Z`);
  const times = { startedAt, lastActivityAt: startedAt };
  await transact(workspace, async (tx) => {
    const contactId = workspace.ids.contacts ?? "";
    const begun = { channel: "webchat", startedChannel: "webchat", lastActivityAt: startedAt } as const;
    await tx.conversation.create({ data: { id, workspaceId, contactId, ...begun } });
    for (const channel of channels) {
      const session = { id: uuidv7(), workspaceId, conversationId: id, channel, ...times };
      await tx.session.create({ data: { ...session, kind: "exchange" } });
    }
  });
  return id;
}

async function happens(conversationId: string, time: string, type: EventType, data: JsonObject = {}) {
  const actor = systemActor(workspace.workspaceId, "test");
  const about = { conversationId, userId: workspace.ids.users ?? null, teamId: workspace.ids.teams ?? null };
  const occurredAt = new Date(`${DAY}${time}:00Z`);
  await transact(actor, (tx) => appendEvent(tx, { type, actor, occurredAt, ...about, data }));
}

describe("figures of handoffs and of conversations across channels", () => {
  it("count who was handed over of those that a bot had, and which were taken", async () => {
    const [alone, taken, missed] = [await conversation(), await conversation(), await conversation()];
    for (const id of [alone, taken]) await happens(id, "09:00", "conversation.replied", { by: "bot" });
    for (const id of [taken, missed])
      await happens(id, "09:05", "handoff.requested", { effectKey: `${id}:1` });
    await happens(taken, "09:06", "handoff.accepted", { effectKey: `${taken}:1`, waited: 60_000 });
    await happens(missed, "09:15", "handoff.timed_out", { visit: 1 });
    expect(await figure("handoff_rate")).toMatchObject({ n: 3, mean: expect.closeTo(2 / 3) });
    expect(await figure("handoff_acceptance")).toMatchObject({ n: 2, mean: 0.5 });
  });

  it("count conversations on several channels, and those whose answers had the earlier sessions in view", async () => {
    const one = await conversation("webchat");
    const [seen, unseen] = [await conversation("webchat", "sms"), await conversation("webchat", "sms")];
    for (const id of [one, seen, unseen]) await happens(id, "10:00", "message.received", { first: true });
    await happens(seen, "10:01", "conversation.context_viewed", { sessionIds: [] });
    for (const id of [one, seen, unseen]) await happens(id, "10:02", "conversation.replied", { by: "human" });
    // Looked at too late.
    await happens(unseen, "10:03", "conversation.context_viewed", { sessionIds: [] });
    expect(await figure("cross_channel_share")).toMatchObject({ n: 3, mean: expect.closeTo(2 / 3) });
    expect(await figure("context_kept")).toMatchObject({ n: 2, mean: 0.5 });
  });
});
