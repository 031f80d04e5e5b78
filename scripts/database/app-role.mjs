import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { derivedAppPassword } from "../services/secrets.mjs";

/** The role the app connects as: it owns no table, so row-level security binds it. */
export const appRole = "throughline_app";

/**
 * The app's own URL for the owner's URL: the same database, as the role without ownership.
 * @param {string} ownerUrl
 * @param {string} [keptPassword] used when the owner's URL holds no password
 */
export function appUrlFor(ownerUrl, keptPassword) {
  const url = new URL(ownerUrl);
  url.password = appPassword(url, keptPassword);
  url.username = appRole;
  return url.href;
}

/** @param {URL} owner @param {string} [keptPassword] */
function appPassword(owner, keptPassword) {
  if (owner.password) return derivedAppPassword(decodeURIComponent(owner.password));
  if (keptPassword) return keptPassword;
  throw new Error("DATABASE_URL holds no password to derive the app's from; set APP_DATABASE_URL");
}

/**
 * Makes sure the app's role exists, can sign in with the password of its URL, and may use the schema. Roles
 * belong to the whole cluster: other databases, and other starts at this moment, share it.
 * @param {{ ownerUrl: string, appUrl: string }} urls
 */
export async function ensureAppRole({ ownerUrl, appUrl }) {
  const { username, password } = new URL(appUrl);
  const role = decodeURIComponent(username);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const name = owner.escapeIdentifier(role);
    const { rows } = await owner.query(
      "select rolsuper or rolbypassrls as unbound from pg_roles where rolname = $1",
      [role],
    );
    if (rows[0]?.unbound)
      throw new Error(`The role ${role} bypasses row-level security; it must be an ordinary role`);
    if (!rows[0]) await createRole(owner, name);
    if (!(await canSignIn(appUrl))) {
      const secret = owner.escapeLiteral(decodeURIComponent(password));
      await retryOnRace(() => owner.query(`ALTER ROLE ${name} WITH LOGIN PASSWORD ${secret}`));
    }
    await retryOnRace(() => owner.query(`GRANT USAGE ON SCHEMA public TO ${name}`));
  } finally {
    await owner.end();
  }
}

/** @param {pg.Client} owner @param {string} name quoted */
async function createRole(owner, name) {
  try {
    await owner.query(`CREATE ROLE ${name} WITH LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS`);
  } catch (error) {
    // Made by another start between the look and the making.
    if (!["42710", "23505"].includes(codeOf(error))) throw error;
  }
}

/** @param {string} appUrl */
async function canSignIn(appUrl) {
  const client = new pg.Client({ connectionString: appUrl });
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (["28P01", "28000"].includes(codeOf(error))) return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Two changes of one catalogue row at a time make Postgres fail one with "tuple concurrently updated".
 * @param {() => Promise<unknown>} change
 */
async function retryOnRace(change) {
  for (let attempt = 1; ; attempt++) {
    try {
      await change();
      return;
    } catch (error) {
      if (attempt === 10 || codeOf(error) !== "XX000") throw error;
      await delay(20 * attempt);
    }
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
