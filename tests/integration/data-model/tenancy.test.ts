import { uuidv7 } from "uuidv7";
import { afterAll, describe, expect, it } from "vitest";
import {
  claimOutbox,
  findApiKey,
  findChannelAccount,
  findUsersByEmail,
} from "#server/platform/cross-workspace.ts";
import { closeDatabase, databasePool, prismaWithoutWorkspace, transact } from "#server/platform/database.ts";
import {
  asOwner,
  createAccount,
  createContact,
  createConversation,
  createSession,
  createWorkspace,
  inWorkspace,
  say,
} from "#tests/integration/data-model/fixtures.ts";

afterAll(closeDatabase);

const TENANT_TABLES = `SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
    EXISTS (SELECT FROM pg_policies p WHERE p.tablename = c.relname AND p.policyname = 'workspace_isolation'
      AND p.cmd = 'ALL' AND p.qual IS NOT NULL AND p.with_check IS NOT NULL) AS isolated
  FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
    AND (c.relname = 'workspaces' OR EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id'))`;

describe("row-level security", () => {
  it("closes every table that has a workspace", async () => {
    const { rows } = await asOwner((client) => client.query(TENANT_TABLES));
    expect(rows.length).toBeGreaterThan(55);
    expect(rows.filter((row) => !(row.enabled && row.forced && row.isolated))).toEqual([]);
  });

  it("gives the app no way to a table without a workspace", async () => {
    const { rows } = await asOwner((client) =>
      client.query(`SELECT relname AS name FROM pg_class c WHERE relkind IN ('r', 'v', 'm', 'p')
        AND relnamespace = 'public'::regnamespace AND relname <> 'workspaces'
        AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id')
        AND has_table_privilege('throughline_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')`),
    );
    expect(rows).toEqual([]);
  });

  it("grants nothing to a role by a policy that names no workspace, but to the owner", async () => {
    const { rows } = await asOwner((client) =>
      client.query(`SELECT DISTINCT roles::text AS roles FROM pg_policies WHERE qual = 'true'`),
    );
    const { rows: owner } = await asOwner((client) => client.query("SELECT current_user AS name"));
    expect(rows).toEqual([{ roles: `{${owner[0].name}}` }]);
  });

  it("binds the app, which owns nothing and cannot pass it", async () => {
    const { rows } = await databasePool().query(
      `SELECT current_user AS name, (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid) AS tables,
        (SELECT count(*)::int FROM pg_proc WHERE proowner = r.oid) AS functions,
        r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb AS mighty,
        row_security_active('messages') AS bound
       FROM pg_roles r WHERE r.rolname = current_user`,
    );
    expect(rows).toEqual([{ name: "throughline_app", tables: 0, functions: 0, mighty: false, bound: true }]);
  });

  it("shows nothing to a query that names no workspace", async () => {
    const workspace = await createWorkspace();
    await createContact(workspace.workspaceId, { name: "Ines" });
    expect(await prismaWithoutWorkspace().contact.count()).toBe(0);
    expect(await prismaWithoutWorkspace().workspace.count()).toBe(0);
  });

  it("hides another workspace's rows from reading, changing and deleting", async () => {
    const [ours, theirs] = [await createWorkspace(), await createWorkspace()];
    const id = await createContact(theirs.workspaceId, { name: "Ines" });
    await inWorkspace(ours, async (tx) => {
      expect(await tx.contact.findUnique({ where: { id } })).toBeNull();
      expect(await tx.contact.updateMany({ where: { id }, data: { name: "Ours" } })).toEqual({ count: 0 });
      expect(await tx.contact.deleteMany({ where: { id } })).toEqual({ count: 0 });
    });
    expect(await inWorkspace(theirs, (tx) => tx.contact.count({ where: { name: "Ines" } }))).toBe(1);
  });

  it("refuses to write a row into another workspace, or to move one there", async () => {
    const [ours, theirs] = [await createWorkspace(), await createWorkspace()];
    const data = { id: uuidv7(), workspaceId: theirs.workspaceId };
    await expect(inWorkspace(ours, (tx) => tx.contact.create({ data }))).rejects.toThrow(
      /row-level security/,
    );
    const id = await createContact(ours.workspaceId);
    const move = { where: { id }, data: { workspaceId: theirs.workspaceId } };
    await expect(inWorkspace(ours, (tx) => tx.contact.update(move))).rejects.toThrow(/row-level security/);
  });

  it("lets no row point at a row of another workspace, even by its id", async () => {
    const [ours, theirs] = [await createWorkspace(), await createWorkspace()];
    const contactId = await createContact(theirs.workspaceId);
    await expect(createConversation(ours.workspaceId, { contactId, channel: "sms" })).rejects.toThrow(
      /[Ff]oreign key/,
    );
  });

  it("keeps interleaved transactions of many workspaces apart", async () => {
    const workspaces = await Promise.all(Array.from({ length: 8 }, () => createWorkspace()));
    await Promise.all(workspaces.map(({ workspaceId }) => createContact(workspaceId, { name: workspaceId })));
    const seen = await Promise.all(
      Array.from({ length: 80 }, (_, turn) => {
        const workspaceId = workspaces[turn % workspaces.length]?.workspaceId ?? "";
        return transact({ workspaceId }, async (tx) => {
          const names = await tx.contact.findMany({ select: { name: true } });
          return names.length === 1 && names[0]?.name === workspaceId;
        });
      }),
    );
    expect(seen.every(Boolean)).toBe(true);
  });

  it("lets enums, ids, times and text be looked up in indexes before its own condition", async () => {
    const { rows } = await databasePool().query(
      `SELECT oprname || ' ' || oprleft::regtype AS name FROM pg_operator JOIN pg_proc ON pg_proc.oid = oprcode
       WHERE NOT proleakproof AND oprleft = oprright AND oprname IN ('=', '<', '>')
         AND oprleft::regtype::text IN ('uuid', 'text', 'timestamp with time zone', 'boolean', 'integer', 'bigint')
         OR oprname = '=' AND oprleft = 'anyenum'::regtype AND NOT proleakproof`,
    );
    expect(rows).toEqual([]);
  });

  it("leaves no workspace behind on a pooled connection", async () => {
    const workspace = await createWorkspace();
    await inWorkspace(workspace, (tx) => tx.contact.count());
    const { rows } = await databasePool().query("SELECT current_workspace_id() AS id");
    expect(rows).toEqual([{ id: null }]);
  });
});

describe("the functions that look across workspaces", () => {
  it("are the only ones of the owner's that the app may call, with their search path pinned", async () => {
    const { rows } = await asOwner((client) =>
      client.query(`SELECT proname AS name, proconfig::text LIKE '%search_path=pg_catalog, public%' AS pinned,
          has_function_privilege('public', oid, 'execute') AS anybody
        FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY proname`),
    );
    expect(rows.filter((row) => !row.pinned || row.anybody)).toEqual([]);
    expect(rows.map((row) => row.name)).toEqual([
      "claim_deadlines",
      "claim_outbox",
      "complete_deadline",
      "complete_outbox",
      "count_attempt",
      "find_api_key",
      "find_channel_account",
      "find_crm_connection",
      "find_open_form",
      "find_survey",
      "find_users_by_email",
      "forget_attempts",
      "list_workspaces",
      "next_deadline_at",
      "outbox_backlog",
      "prune_finished",
      "retry_deadline",
      "retry_outbox",
      "search_all",
      "search_contacts",
      "search_lately",
      "search_notes",
      "search_subjects",
    ]);
  });

  it("find the workspace of a channel account, a user and a key, and nothing for what is closed", async () => {
    const { workspaceId, admin } = await createWorkspace();
    const accountId = await createAccount(workspaceId, "sms");
    expect(await findChannelAccount(accountId)).toEqual({ workspaceId, type: "sms", provider: "emulator" });
    expect(await findChannelAccount(uuidv7())).toBeNull();
    const email = `${admin.userId}@clinic.example`;
    expect(await findUsersByEmail(email.toUpperCase())).toMatchObject([
      { userId: admin.userId, workspaceId },
    ]);
    const key = {
      id: uuidv7(),
      workspaceId,
      name: "Website",
      prefix: "tl_1",
      hash: uuidv7(),
      role: "developer" as const,
    };
    await transact({ workspaceId }, (tx) => tx.apiKey.create({ data: key }));
    expect(await findApiKey(key.hash)).toMatchObject({
      apiKeyId: key.id,
      workspaceId,
      role: "developer",
      scopes: [],
    });
    await transact({ workspaceId }, async (tx) => {
      await tx.apiKey.update({ where: { id: key.id }, data: { revokedAt: new Date() } });
      await tx.user.update({ where: { id: admin.userId }, data: { deactivatedAt: new Date() } });
    });
    expect(await findApiKey(key.hash)).toBeNull();
    expect(await findUsersByEmail(email)).toEqual([]);
  });

  it("search one workspace only, and take wildcards literally", async () => {
    const [ours, theirs] = [await createWorkspace(), await createWorkspace()];
    const found: Record<string, string> = {};
    for (const { workspaceId } of [ours, theirs]) {
      const contactId = await createContact(workspaceId, { name: "Zoë O'Neill" });
      const conversationId = await createConversation(workspaceId, { contactId, channel: "sms" });
      const sessionId = await createSession(workspaceId, {
        conversationId,
        kind: "exchange",
        channel: "sms",
      });
      found[workspaceId] = await say(workspaceId, sessionId, "My appointment was cancelled");
    }
    const rows = await inWorkspace(
      ours,
      (tx) => tx.$queryRaw`
        SELECT message_id FROM search_all(search_query('cancelled appointment'), 9, '-infinity', 'infinity', ${uuidv7()}::uuid)`,
    );
    expect(rows).toEqual([{ message_id: found[ours.workspaceId] }]);
    const people = await inWorkspace(
      ours,
      (tx) => tx.$queryRaw<unknown[]>`SELECT contact_id FROM search_contacts('zoë')`,
    );
    expect(people).toHaveLength(1);
    const wild = await inWorkspace(
      ours,
      (tx) => tx.$queryRaw<unknown[]>`SELECT contact_id FROM search_contacts('%')`,
    );
    expect(wild).toEqual([]);
  });

  it("hand an outbox entry to one relay only, in the order of its key", async () => {
    const { workspaceId } = await createWorkspace();
    const add = (orderingKey: string) => {
      const data = { id: uuidv7(), workspaceId, topic: "test", orderingKey };
      return transact({ workspaceId }, (tx) => tx.outboxEntry.create({ data }));
    };
    const first = await add("one");
    const second = await add("one");
    const other = await add("two");
    const claims = (
      await Promise.all([claimOutbox(10, 30), claimOutbox(10, 30), claimOutbox(10, 30)])
    ).flat();
    expect(claims.map(({ id }) => id).sort()).toEqual([first.id, other.id].sort());
    expect(claims.map(({ id }) => id)).not.toContain(second.id);
  });
});
