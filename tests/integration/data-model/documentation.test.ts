import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { schemaFiles } from "#scripts/database/migration-files.mjs";
import { checkout } from "#scripts/services/folders.mjs";

interface Model {
  fields: Set<string>;
  /** Names of the models it has a foreign key to. */
  pointsTo: Set<string>;
}

function readModels(): Map<string, Model> {
  const models = new Map<string, Model>();
  const schema = schemaFiles()
    .map(({ content }) => content)
    .join("\n");
  for (const [, name = "", body = ""] of schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)) {
    const lines = body.split("\n").filter((line) => /^ {2}\w/.test(line));
    const fields = new Set(lines.map((line) => line.trim().split(/\s+/)[0] ?? ""));
    const owned = lines.filter((line) => line.includes("fields:"));
    const pointsTo = new Set(owned.map((line) => (line.trim().split(/\s+/)[1] ?? "").replace("?", "")));
    models.set(name, { fields, pointsTo });
  }
  return models;
}

const page = readFileSync(join(checkout, "docs", "data-model.md"), "utf8");
const diagrams = [...page.matchAll(/```mermaid\nerDiagram\n(.*?)```/gs)]
  .map(([, diagram = ""]) => diagram)
  .join("\n");
const models = readModels();
const boxes = [...diagrams.matchAll(/^ {2}(\w+) \{\n(.*?)^ {2}\}/gms)].map(([, name = "", body = ""]) => ({
  name,
  fields: [...body.matchAll(/^ {4}\w+ (\w+)/gm)].map(([, field = ""]) => field),
}));
const lines = [...diagrams.matchAll(/^ {2}(\w+) ([|o]{2})--([|o{]{2}) (\w+) :/gm)].map(
  ([, from = "", , , to = ""]) => ({
    from,
    to,
  }),
);

it("draws every model of the schema once, and nothing else", () => {
  expect(boxes.map(({ name }) => name).sort()).toEqual([...models.keys()].sort());
});

it("names only fields that there are", () => {
  const wrong = boxes.flatMap(({ name, fields }) =>
    fields.filter((field) => !models.get(name)?.fields.has(field)).map((field) => `${name}.${field}`),
  );
  expect(wrong).toEqual([]);
});

it("draws every relation but those to the workspace, and none that there is not", () => {
  const drawn = new Set(lines.map(({ from, to }) => `${to} → ${from}`));
  const real = new Set(
    [...models].flatMap(([name, { pointsTo }]) => [...pointsTo].map((target) => `${name} → ${target}`)),
  );
  expect([...drawn].filter((line) => !real.has(line))).toEqual([]);
  expect([...real].filter((line) => !drawn.has(line) && !line.endsWith("→ Workspace"))).toEqual([]);
});
