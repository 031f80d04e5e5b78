// npm run user:password -- EMAIL [PASSWORD]: gives a person a new password, made up when none is named.
import { randomBytes } from "node:crypto";
import { tsImport } from "tsx/esm/api";
import { withDatabase } from "./database/with-database.mjs";

const [email, password = randomBytes(12).toString("base64url")] = process.argv.slice(2);
if (!email || password.length < 8) {
  console.error("Name the person: npm run user:password -- EMAIL [PASSWORD of at least 8 characters]");
  process.exit(2);
}

await withDatabase(async () => {
  const { setPassword } = await tsImport("./set-password.ts", import.meta.url);
  await setPassword(email, password);
  console.log(`${email} now signs in with the password ${password}`);
});
