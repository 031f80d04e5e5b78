// npm run generate: writes the JSON Schemas in public/schemas from the zod schemas.
import { mkdirSync, writeFileSync } from "node:fs";
import { journeyJsonSchemaText } from "#scripts/journey-json-schema.ts";

const folder = new URL("../public/schemas/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("journey.json", folder), journeyJsonSchemaText());
console.log("Wrote public/schemas/journey.json");
