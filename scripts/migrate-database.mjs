// npm run db:migrate: brings the database of DATABASE_URL to the newest schema. `npm start` does this by itself.
import { appUrlFor } from "./database/app-role.mjs";
import { migrate } from "./database/migrate.mjs";

const ownerUrl = process.env.DATABASE_URL;
if (!ownerUrl) {
  console.error(
    "Set DATABASE_URL to the URL of the database's owner, such as postgresql://me:secret@localhost:5432/throughline",
  );
  process.exit(2);
}
const applied = await migrate({ ownerUrl, appUrl: process.env.APP_DATABASE_URL ?? appUrlFor(ownerUrl) });
console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");
