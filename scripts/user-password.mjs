// npm run user:password -- EMAIL [PASSWORD]: gives a person a new password, made up when none is named.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { tsImport } from "tsx/esm/api";
import { appUrlFor } from "./database/app-role.mjs";
import { dataFolder } from "./services/folders.mjs";
import { startGuard } from "./services/guard.mjs";
import { runningPostgres, startPostgres } from "./services/postgres.mjs";
import { keptSecrets } from "./services/secrets.mjs";

const [email, password = randomBytes(12).toString("base64url")] = process.argv.slice(2);
if (!email || password.length < 8) {
  console.error("Name the person: npm run user:password -- EMAIL [PASSWORD of at least 8 characters]");
  process.exit(2);
}

const folder = dataFolder();
const secrets = keptSecrets(folder);
const guard = startGuard();
try {
  const ownerUrl = process.env.DATABASE_URL || (await embeddedUrl());
  // The environment is checked as a whole; what is set below plays no part in this.
  Object.assign(process.env, {
    APP_DATABASE_URL: process.env.APP_DATABASE_URL || appUrlFor(ownerUrl, secrets.databaseAppPassword),
    TEMPORAL_ADDRESS: process.env.TEMPORAL_ADDRESS || "127.0.0.1:7233",
    PUBLIC_URL: process.env.PUBLIC_URL || "http://localhost:3000",
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || secrets.nextauthSecret,
    ENCRYPTION_KEY: process.env.ENCRYPTION_KEY || secrets.encryptionKey,
  });
  const { setPassword } = await tsImport("./set-password.ts", import.meta.url);
  await setPassword(email, password);
  console.log(`${email} now signs in with the password ${password}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  guard.close();
}

/** The embedded Postgres of the data folder: the one that a running instance has, or one for the moment. */
async function embeddedUrl() {
  const options = {
    folder: join(folder, "postgres"),
    password: secrets.databaseOwnerPassword,
    logFile: join(folder, "logs", "postgres.log"),
  };
  const server = runningPostgres(options) ?? (await startPostgres({ ...options, guard }));
  return server.ownerUrl("throughline");
}
