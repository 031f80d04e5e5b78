import pg from "pg";
import { expect, it } from "vitest";
import { schemaDifference } from "#scripts/database/schema-difference.mjs";
import { createTestDatabase } from "#tests/setup/database.ts";

it("gives each test file a database in which the app is not the owner", async () => {
  const client = new pg.Client({ connectionString: process.env.APP_DATABASE_URL });
  await client.connect();
  const { rows } = await client.query(
    "select current_user as name, rolsuper or rolbypassrls as unbound from pg_roles where rolname = current_user",
  );
  await client.end();
  expect(rows).toEqual([{ name: "throughline_app", unbound: false }]);
});

it("makes and drops a further database on demand", async () => {
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.end();
  await database.close();
  const gone = new pg.Client({ connectionString: database.ownerUrl });
  await expect(gone.connect()).rejects.toThrow("does not exist");
});

it("has migrations that say what the Prisma schema says", async () => {
  const sql = await schemaDifference(process.env.DATABASE_URL ?? "");
  expect(sql.slice(0, 500), "npm run db:migration -- NAME writes what is missing").toBe("");
});
