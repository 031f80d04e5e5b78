import { uuidv7 } from "uuidv7";
import { beforeAll, describe, expect, it } from "vitest";
import type { EventType } from "#core/conversation/event-types.ts";
import type { JsonObject } from "#core/json.ts";
import { systemActor } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { api } from "#server/http/app.ts";
import { transact } from "#server/platform/database.ts";
import { call, createKey, createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

const HOUR = 3_600_000;
let workspace: Fixture;

async function append(type: EventType, at: string, data: JsonObject, extra: { isTest?: boolean } = {}) {
  const actor = systemActor(workspace.workspaceId, "test");
  const conversationId = workspace.ids.conversations ?? null;
  const event = { type, actor, occurredAt: new Date(at), conversationId, channel: "webchat" as const, data };
  return transact(actor, (tx) => appendEvent(tx, { ...event, ...extra }));
}

const metric = async (name: string, query = "") =>
  (await call(workspace.key, `/metrics/${name}?from=2026-03-02T00:00:00Z&to=2026-03-09T00:00:00Z&${query}`))
    .body;

beforeAll(async () => {
  workspace = await createWorkspace("figures");
  const replied = (at: string, hours: number) =>
    append("conversation.replied", at, {
      by: "human",
      first: true,
      sinceFirstInbound: hours * HOUR,
      waited: hours * HOUR,
    });
  await append("message.received", "2026-03-02T08:00:00Z", { opensWait: true, first: true, attachments: 0 });
  await replied("2026-03-02T10:00:00Z", 1);
  await replied("2026-03-03T10:00:00Z", 3);
  await replied("2026-03-06T10:00:00Z", 26);
  await append("conversation.replied", "2026-03-06T11:00:00Z", { by: "bot", first: false, waited: 5 });
  await append(
    "conversation.replied",
    "2026-03-06T11:00:00Z",
    { by: "human", first: true, sinceFirstInbound: 9 },
    { isTest: true },
  );
  await append("message.analysed", "2026-03-02T08:00:00Z", {
    label: "negative",
    score: -0.6,
    language: "en",
  });
  await append("message.analysed", "2026-03-02T12:00:00Z", { label: "positive", score: 0.8, language: "en" });
  await append("conversation.status_changed", "2026-03-04T08:00:00Z", {
    from: "in_progress",
    to: "resolved",
  });
});

describe("a metric", () => {
  it("counts first responses of people alone, with median and p90", async () => {
    const { totals, definition, before } = await metric("first_response_time");
    expect(totals).toEqual({
      n: 3,
      value: null,
      median: 3 * HOUR,
      p90: expect.closeTo(21.4 * HOUR, 0),
      mean: 10 * HOUR,
      max: 26 * HOUR,
    });
    expect(definition).toContain("Bots do not stop it");
    expect(before.n).toBe(0);
  });

  it("gives each day of the period, empty ones too", async () => {
    const { series } = await metric("first_response_time", "interval=day&timezone=UTC");
    expect(series.map(({ figure }: { figure: { n: number } }) => figure.n)).toEqual([1, 1, 0, 0, 1, 0, 0]);
  });

  it("counts only open time when business hours are asked for", async () => {
    const weekly = Object.fromEntries(
      ["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [{ from: "09:00", to: "17:00" }]]),
    );
    const body = { key: "desk", name: "Desk", timezone: "UTC", weekly };
    await call(workspace.key, "/business-hours", { method: "POST", body });
    const { totals } = await metric("first_response_time", "businessHours=desk");
    // 09:00–10:00, 09:00–10:00 of a wait since 07:00, and 09:00–17:00 with 09:00–10:00 of one since the day before.
    expect(totals).toMatchObject({ n: 3, median: HOUR, max: 9 * HOUR });
  });

  it("groups sentiment and follows its shift", async () => {
    const { groups } = await metric("sentiment", "groupBy=sentiment");
    expect(
      groups.map(({ key, totals }: { key: string; totals: { n: number } }) => [key, totals.n]).sort(),
    ).toEqual([
      ["negative", 1],
      ["positive", 1],
    ]);
    expect((await metric("sentiment_shift")).totals.mean).toBeCloseTo(1.4);
  });

  it("follows how many were open, day by day", async () => {
    const { series, totals } = await metric("open_conversations", "timezone=UTC");
    expect(series.map(({ figure }: { figure: { n: number } }) => figure.n)).toEqual([1, 1, 0, 0, 0, 0, 0]);
    expect(totals.n).toBe(0);
  });

  it("leads to the events behind it", async () => {
    const { eventsUrl } = await metric("first_response_time");
    const { body } = await call(workspace.key, eventsUrl.replace("/api/v1", ""));
    expect(body.data.map((event: { type: string }) => event.type)).toEqual(
      Array(4).fill("conversation.replied"),
    );
  });

  it("leaves out conversations that the asking role does not see", async () => {
    const agent = await createKey(workspace.workspaceId, "agent");
    const path = "/metrics/volume?from=2026-03-02T00:00:00Z&to=2026-03-09T00:00:00Z";
    expect((await call(agent, path)).body.totals.n).toBe(1);
    await transact(workspace, (tx) =>
      tx.conversation.updateMany({
        where: { id: workspace.ids.conversations },
        data: { visibility: "assigned" },
      }),
    );
    expect((await call(agent, path)).body.totals.n).toBe(0);
    expect((await call(agent, `/conversations/${workspace.ids.conversations}`)).status).toBe(404);
    expect((await call(workspace.key, path)).body.totals.n).toBe(1);
  });

  it.each([
    ["businessHours=none", 422],
    ["groupBy=sentiment", 400],
    ["timezone=Mars%2FBase", 400],
    ["interval=hour&from=1990-01-01T00:00:00Z", 400],
    ["from=2027-01-01T00:00:00Z&to=2026-01-01T00:00:00Z", 400],
  ])("refuses %s and says why", async (query, status) => {
    const answer = await call(workspace.key, `/metrics/first_response_time?${query}`);
    expect([answer.status, answer.body.detail.length > 20]).toEqual([status, true]);
  });
});

describe("the event stream", () => {
  it("gives what has been missed, then what happens, each once and in order", async () => {
    const { body } = await call(workspace.key, "/event-log?limit=200");
    const after = body.data.at(-1).position;
    const ending = new AbortController();
    const response = await api.fetch(
      new Request("http://localhost:3000/api/v1/event-log/stream", {
        headers: { authorization: `Bearer ${workspace.key}`, "last-event-id": after },
        signal: ending.signal,
      }),
    );
    const wanted = [...body.data]
      .reverse()
      .slice(1)
      .map((event: { id: string }) => event.id);
    const added = Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        append("task.created", "2026-03-02T08:00:00Z", { taskId: uuidv7(), index }),
      ),
    );
    const heard: string[] = [];
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (reader && heard.length < wanted.length + 20) {
      text += (await reader.read()).value ?? "";
      const parts = text.split("\n\n");
      text = parts.pop() ?? "";
      for (const part of parts) {
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (data) heard.push(JSON.parse(data).id);
      }
    }
    ending.abort();
    expect(heard.slice(0, wanted.length)).toEqual(wanted);
    expect(new Set(heard)).toEqual(new Set([...wanted, ...(await added)]));
  });
});
