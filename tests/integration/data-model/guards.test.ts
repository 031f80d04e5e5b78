import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MESSAGE_STATUSES, movesForward } from "#core/conversation/message-status.ts";
import { closeDatabase, databasePool, isUniqueViolation, transact } from "#server/platform/database.ts";
import {
  asOwner,
  createContact,
  createConversation,
  createIdentity,
  createSession,
  createWorkspace,
  inWorkspace,
  say,
  type TestWorkspace,
} from "#tests/integration/data-model/fixtures.ts";
import { eventually } from "#tests/setup/eventually.ts";

let workspace: TestWorkspace;
let contactId: string;
let conversationId: string;
let sessionId: string;

beforeAll(async () => {
  workspace = await createWorkspace();
  const { workspaceId } = workspace;
  contactId = await createContact(workspaceId);
  conversationId = await createConversation(workspaceId, { contactId, channel: "sms" });
  sessionId = await createSession(workspaceId, { conversationId, kind: "exchange", channel: "sms" });
});

afterAll(closeDatabase);

async function newEvent(): Promise<string> {
  const { workspaceId } = workspace;
  const data = {
    id: uuidv7(),
    workspaceId,
    type: "conversation.opened",
    occurredAt: new Date(),
    conversationId,
  };
  return (await inWorkspace(workspace, (tx) => tx.event.create({ data }))).id;
}

describe("the event log", () => {
  it("refuses the app to change, delete or empty it", async () => {
    const id = await newEvent();
    const attempts = [
      "UPDATE events SET type = 'conversation.resolved'",
      "DELETE FROM events",
      "TRUNCATE events",
      "ALTER TABLE events DISABLE TRIGGER ALL",
    ];
    for (const statement of attempts)
      await expect(inWorkspace(workspace, (tx) => tx.$executeRawUnsafe(statement))).rejects.toThrow(
        /permission denied|must be owner/,
      );
    expect(await inWorkspace(workspace, (tx) => tx.event.count({ where: { id } }))).toBe(1);
  });

  it("refuses even the owner of the table", async () => {
    const id = await newEvent();
    await asOwner(async (client) => {
      for (const statement of [
        "UPDATE events SET type = 'x' WHERE id = $1",
        "DELETE FROM events WHERE id = $1",
      ])
        await expect(client.query(statement, [id])).rejects.toThrow("append-only");
      await expect(client.query("TRUNCATE events")).rejects.toThrow("append-only");
    });
  });

  it("numbers events in the order of writing, and tells a resuming reader where it is safe to stop", async () => {
    const { workspaceId } = workspace;
    const types = ["a", "b", "c"].map((letter) => `test.${letter}`);
    const rows = types.map((type) => ({ id: uuidv7(), workspaceId, type, occurredAt: new Date() }));
    await inWorkspace(workspace, (tx) => tx.event.createMany({ data: rows }));
    const written = await inWorkspace(workspace, (tx) =>
      tx.event.findMany({ where: { type: { in: types } }, orderBy: { position: "asc" } }),
    );
    expect(written.map(({ type }) => type)).toEqual(types);
    // Other databases of the cluster count as well: the horizon passes once their transactions have ended.
    await eventually(async () => {
      const [horizon] = await inWorkspace(
        workspace,
        (tx) =>
          tx.$queryRaw<{ at: bigint }[]>`SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS at`,
      );
      expect(written.every(({ transactionId }) => transactionId < (horizon?.at ?? 0n))).toBe(true);
    });
  });

  it("keeps journey versions, plans and the audit log as they were written", async () => {
    const { rows } = await asOwner((client) =>
      client.query(`SELECT event_object_table AS name FROM information_schema.triggers
        WHERE action_statement LIKE '%refuse_change%' AND event_manipulation = 'UPDATE' ORDER BY 1`),
    );
    expect(rows.map(({ name }) => name)).toEqual(["audit_entries", "events", "journey_versions", "plans"]);
    const granted = await databasePool().query(
      `SELECT table_name AS name FROM information_schema.role_table_grants
       WHERE grantee = 'throughline_app' AND privilege_type IN ('UPDATE', 'DELETE')
         AND table_name IN ('audit_entries', 'events', 'journey_versions', 'plans')`,
    );
    expect(granted.rows).toEqual([]);
  });
});

describe("positions in a thread", () => {
  it("run without gaps over messages and notes, however many write at once", async () => {
    const { workspaceId } = workspace;
    const conversationId = await createConversation(workspaceId, { contactId, channel: "sms" });
    const sessionId = await createSession(workspaceId, { conversationId, kind: "exchange", channel: "sms" });
    const note = () =>
      transact({ workspaceId }, (tx) =>
        tx.note.create({
          data: {
            id: uuidv7(),
            workspaceId,
            conversationId,
            authorKind: "agent",
            text: "Note",
            at: new Date(),
          },
        }),
      );
    await Promise.all(
      Array.from({ length: 20 }, (_, turn) =>
        turn % 4 === 0 ? note() : say(workspaceId, sessionId, `${turn}`),
      ),
    );
    const positions = await inWorkspace(workspace, async (tx) => [
      ...(await tx.message.findMany({ where: { conversationId } })),
      ...(await tx.note.findMany({ where: { conversationId } })),
    ]);
    const inOrder = positions.map(({ position }) => position).sort((a, b) => a - b);
    expect(inOrder).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it("keep a position that is given, so that history can be loaded in bulk", async () => {
    const id = await say(workspace.workspaceId, sessionId, "Loaded", { position: 4711 });
    const message = await inWorkspace(workspace, (tx) => tx.message.findUniqueOrThrow({ where: { id } }));
    expect(message.position).toBe(4711);
  });
});

describe("a message's status", () => {
  it("moves in the database exactly as the pure rule says, for every pair", async () => {
    const { rows } = await databasePool().query<{ known: string; told: string; moves: boolean }>(
      `SELECT k::text AS known, t::text AS told, k <> t AND may_follow(k, t) AS moves
       FROM unnest(enum_range(NULL::message_status)) k, unnest(enum_range(NULL::message_status)) t`,
    );
    const inCode = MESSAGE_STATUSES.flatMap((known) =>
      MESSAGE_STATUSES.map((told) => ({ known, told, moves: movesForward(known, told) })),
    );
    expect(rows).toEqual(expect.arrayContaining(inCode));
    expect(rows).toHaveLength(inCode.length);
  });

  it("is not un-failed by a late callback, and keeps why it failed", async () => {
    const failed = { direction: "out", authorKind: "agent", status: "queued" } as const;
    const id = await say(workspace.workspaceId, sessionId, "Hello", failed);
    const set = (data: object) => inWorkspace(workspace, (tx) => tx.message.update({ where: { id }, data }));
    await set({ status: "sent" });
    await set({ status: "failed", error: { code: "30003" }, failedAt: new Date() });
    const late = await set({ status: "delivered", error: null, failedAt: null });
    expect(late).toMatchObject({ status: "failed", error: { code: "30003" } });
    expect(late.failedAt).not.toBeNull();
  });

  it("does not go back from read to delivered when callbacks arrive out of order", async () => {
    const sent = { direction: "out", authorKind: "agent", status: "sent" } as const;
    const id = await say(workspace.workspaceId, sessionId, "Hello", sent);
    const set = (status: "read" | "delivered") =>
      inWorkspace(workspace, (tx) => tx.message.update({ where: { id }, data: { status } }));
    await set("read");
    expect((await set("delivered")).status).toBe("read");
  });
});

describe("what may exist only once", () => {
  it("stores a provider's message once per account, whoever delivers it again", async () => {
    const { workspaceId } = workspace;
    const account = {
      id: uuidv7(),
      workspaceId,
      type: "sms",
      provider: "twilio",
      key: "main",
      name: "Main",
    } as const;
    await inWorkspace(workspace, (tx) => tx.channelAccount.create({ data: account }));
    const repeated = { externalId: "SM1", channelAccountId: account.id };
    const tries = await Promise.allSettled(
      Array.from({ length: 5 }, () => say(workspaceId, sessionId, "Once", repeated)),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const attempt of tries)
      if (attempt.status === "rejected") expect(isUniqueViolation(attempt.reason, "external_id")).toBe(true);
  });

  it("starts the same thing once, claims an effect once and sends for it once", async () => {
    const { rows } = await databasePool().query<{ name: string }>(
      `SELECT indexname AS name FROM pg_indexes WHERE indexdef LIKE 'CREATE UNIQUE%' AND indexname = ANY ($1)`,
      [
        [
          "runs_workspace_id_start_key_key",
          "effects_workspace_id_key_key",
          "messages_workspace_id_effect_key_key",
        ],
      ],
    );
    expect(rows).toHaveLength(3);
  });

  it("lets one run at a time speak in a conversation", async () => {
    const { workspaceId } = workspace;
    const conversationId = await createConversation(workspaceId, { contactId, channel: "sms" });
    const run = await newRun(conversationId);
    await inWorkspace(workspace, (tx) => tx.run.create({ data: run() }));
    await expect(inWorkspace(workspace, (tx) => tx.run.create({ data: run() }))).rejects.toThrow(/[Uu]nique/);
    await inWorkspace(workspace, (tx) => tx.run.create({ data: { ...run(), floor: false } }));
  });

  it("has one default contact per address", async () => {
    const other = await createContact(workspace.workspaceId);
    const shared = { kind: "phone", channel: "sms", address: "+4930111", scope: "" } as const;
    const links = [contactId, other].map((id) => ({
      contactId: id,
      kind: "shared" as const,
      isDefault: true,
    }));
    await expect(createIdentity(workspace.workspaceId, shared, links)).rejects.toThrow(/[Uu]nique/);
  });
});

describe("ids", () => {
  it("sort by the time they were made, also in the database", async () => {
    const ids: string[] = [];
    for (let turn = 0; turn < 50; turn++)
      ids.push(await createContact(workspace.workspaceId, { tier: "sorted" }));
    const rows = await inWorkspace(workspace, (tx) =>
      tx.contact.findMany({ where: { tier: "sorted" }, orderBy: { id: "asc" }, select: { id: true } }),
    );
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });
});

/** Rows that a run needs, and then runs that hold the floor of a conversation. */
async function newRun(conversationId: string) {
  const { workspaceId } = workspace;
  const [journeyId, versionId, planHash] = [uuidv7(), uuidv7(), uuidv7()];
  await inWorkspace(workspace, async (tx) => {
    await tx.journey.create({
      data: { id: journeyId, workspaceId, key: `k${journeyId}`, name: "Journey", draft: {} },
    });
    await tx.plan.create({ data: { workspaceId, hash: planHash, plan: {} } });
    const version = { id: versionId, workspaceId, journeyId, number: 1, document: {}, planHash };
    await tx.journeyVersion.create({ data: { ...version, publishedAt: new Date() } });
  });
  return () => {
    const id = uuidv7();
    const place = { id, workspaceId, journeyId, versionId, planHash, contactId, conversationId };
    return {
      ...place,
      status: "waiting" as const,
      state: {},
      startKey: id,
      floor: true,
      startedAt: new Date(),
    };
  };
}
