import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { writePrivateFile } from "../services/secrets.mjs";

/** @typedef {{ email: string, password: string }} SignIn */

/**
 * Seeds a database that has no workspace, and again after a seed that was broken off. The password is kept
 * before the seed begins, so that a start after a kill shows the one that was stored.
 * @param {{ folder: string, ownerUrl: string, settings: { ADMIN_EMAIL?: string, ADMIN_PASSWORD?: string }, environment: Record<string, string>, commands: import("./run-command.mjs").Commands, tell: import("./report.mjs").Tell }} options
 * @returns {Promise<{ signIn: SignIn, isNew: boolean }>}
 */
export async function seedOnce({ folder, ownerUrl, settings, environment, commands, tell }) {
  const file = join(folder, "first-sign-in.json");
  const kept = readKept(file);
  const count = await countWorkspaces(ownerUrl);
  if (kept?.done && count > 0) return { signIn: kept, isNew: false };
  // A workspace from elsewhere, as with an outside database that another data folder seeded, is left alone.
  if (!kept && count > 0)
    return { signIn: { email: settings.ADMIN_EMAIL ?? "", password: "" }, isNew: false };
  tell("with its first user");
  const signIn = {
    email: settings.ADMIN_EMAIL ?? (count > 0 && kept ? kept.email : "admin@example.com"),
    password:
      settings.ADMIN_PASSWORD ?? (count > 0 && kept ? kept.password : randomBytes(12).toString("base64url")),
  };
  writePrivateFile(file, JSON.stringify({ ...signIn, done: false }));
  const { email: ADMIN_EMAIL, password: ADMIN_PASSWORD } = signIn;
  await commands.run(process.execPath, ["--import", "tsx", "prisma/seed.ts"], {
    environment: { ...environment, DATABASE_URL: ownerUrl, ADMIN_EMAIL, ADMIN_PASSWORD },
    tell,
  });
  writePrivateFile(file, JSON.stringify({ ...signIn, done: true }));
  return { signIn, isNew: true };
}

/** @param {string} file @returns {(SignIn & { done: boolean }) | undefined} */
function readKept(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

/** @param {string} ownerUrl */
async function countWorkspaces(ownerUrl) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query("select count(*)::int as count from workspaces");
    return Number(rows[0].count);
  } finally {
    await client.end();
  }
}
