// npm run db:migration -- NAME: writes the migration that brings the database to what the Prisma schema says.
// What Prisma's schema cannot say (row-level security, triggers, partial indexes) is added to that file by hand.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { migrationsFolder } from "./database/migration-files.mjs";
import { schemaDifference } from "./database/schema-difference.mjs";
import { testFolder } from "./services/folders.mjs";
import { startGuard } from "./services/guard.mjs";
import { startPostgres } from "./services/postgres.mjs";

const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error("Give the migration a name in lower case, such as: npm run db:migration -- add_contact_tier");
  process.exit(2);
}

const scratch = mkdtempSync(join(testFolder(), "migration-"));
const guard = startGuard();
try {
  const folder = join(scratch, "postgres");
  const postgres = await startPostgres({ folder, password: "scratch", logFile: join(scratch, "log"), guard });
  const sql = await schemaDifference(postgres.ownerUrl("postgres"));
  await postgres.stop();
  if (sql === "") {
    console.log("The migrations already say what the schema says; nothing to write.");
  } else {
    const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const target = join(migrationsFolder, `${time}_${name}`);
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, "migration.sql"), `${sql}\n`);
    console.log(`Wrote ${join(target, "migration.sql")}. Add by hand what Prisma's schema cannot say.`);
  }
} finally {
  guard.close();
  rmSync(scratch, { recursive: true, force: true });
}
