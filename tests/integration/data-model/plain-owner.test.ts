import { randomUUID } from "node:crypto";
import pg from "pg";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "#scripts/database/migrate.mjs";

// A managed Postgres gives its customers no superuser: the owner there is an ordinary role, which forced row-level
// security binds like any other.

const name = `plain_${randomUUID().replaceAll("-", "")}`;
const urlOf = (from: string | undefined, change: (url: URL) => void) => {
  const url = new URL(from ?? "");
  url.pathname = `/${name}`;
  change(url);
  return url.href;
};
const ownerUrl = urlOf(process.env.DATABASE_URL, (url) =>
  Object.assign(url, { username: name, password: "plain" }),
);
const appUrl = urlOf(process.env.APP_DATABASE_URL, () => {});

async function on<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  await on(process.env.DATABASE_URL ?? "", async (client) => {
    await client.query(`CREATE ROLE ${name} LOGIN PASSWORD 'plain' NOSUPERUSER NOBYPASSRLS`);
    await client.query(`CREATE DATABASE ${name} OWNER ${name}`);
  });
  await migrate({ ownerUrl, appUrl });
});

afterAll(() =>
  on(process.env.DATABASE_URL ?? "", async (client) => {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.query(`DROP ROLE ${name}`);
  }),
);

it("runs on a database whose owner is no superuser and does not bypass row-level security", async () => {
  const [workspaceId, contactId] = [uuidv7(), uuidv7()];
  await on(appUrl, async (client) => {
    await client.query(`BEGIN; SELECT set_config('app.workspace_id', '${workspaceId}', true)`);
    await client.query("INSERT INTO workspaces (id, slug, name, updated_at) VALUES ($1, 'a', 'A', now())", [
      workspaceId,
    ]);
    await client.query(
      "INSERT INTO contacts (id, workspace_id, name, updated_at) VALUES ($1, $2, 'Zoë', now())",
      [contactId, workspaceId],
    );
    const entry = "INSERT INTO outbox (id, workspace_id, topic, ordering_key) VALUES ($1, $2, 'test', 'one')";
    await client.query(entry, [contactId, workspaceId]);
    const found = await client.query("SELECT contact_id FROM search_contacts('zoë')");
    expect(found.rows).toEqual([{ contact_id: contactId }]);
    await client.query("COMMIT");
    const claimed = await client.query("SELECT workspace_id FROM claim_outbox(10, 30)");
    expect(claimed.rows).toEqual([{ workspace_id: workspaceId }]);
    const known = await client.query("SELECT workspace_id FROM list_workspaces()");
    expect(known.rows).toEqual([{ workspace_id: workspaceId }]);
  });
});

it("binds that owner too, outside of what its functions need", async () => {
  const { rows } = await on(ownerUrl, (client) =>
    client.query(
      "SELECT row_security_active('sessions') AS sessions, row_security_active('events') AS events",
    ),
  );
  expect(rows).toEqual([{ sessions: true, events: true }]);
});
