// npm run seed -- --conversations N --messages M: fills the demo workspace with many conversations, in minutes.
import { parseArgs } from "node:util";
import { tsImport } from "tsx/esm/api";
import { migrate } from "./database/migrate.mjs";
import { withDatabase } from "./database/with-database.mjs";

const { values } = parseArgs({
  options: { conversations: { type: "string" }, messages: { type: "string" } },
});
const conversations = wholeNumber("conversations", values.conversations, 1);
const messages = wholeNumber("messages", values.messages ?? String(conversations * 10), conversations);

await withDatabase(async ({ ownerUrl, appUrl }) => {
  await migrate({ ownerUrl, appUrl });
  const { seedMany } = await tsImport("../prisma/bulk/seed-many.ts", import.meta.url);
  await seedMany(ownerUrl, { conversations, messages, tell: console.log });
});

/** @param {string} name @param {string | undefined} text @param {number} least */
function wholeNumber(name, text, least) {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  console.error(
    `Say how many: npm run seed -- --conversations N --messages M (--${name} is a whole number from ${least} on)`,
  );
  process.exit(2);
}
