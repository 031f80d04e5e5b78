// npm run lockfile: run it after every npm install; see lockfile/complete-lockfile.mjs.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { completeLockfile, missingOptionalPackages } from "./lockfile/complete-lockfile.mjs";
import { checkout } from "./services/folders.mjs";

const file = join(checkout, "package-lock.json");
const lockfile = JSON.parse(readFileSync(file, "utf8"));
const missing = missingOptionalPackages(lockfile);
const text = `${JSON.stringify(completeLockfile(lockfile), null, 2)}\n`;
if (text !== readFileSync(file, "utf8")) writeFileSync(file, text);
console.log(
  missing.length > 0 ? `Added ${missing.length} packages of other platforms.` : "The lockfile is complete.",
);
