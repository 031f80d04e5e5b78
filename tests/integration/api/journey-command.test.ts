import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runJourneyCommand } from "#scripts/journey/run-command.ts";
import { api } from "#server/http/app.ts";
import { createWorkspace, type Fixture } from "#tests/integration/api/workspace-fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "journey-server-"));
const file = join(folder, "callback.json");
let workspace: Fixture;

beforeAll(async () => {
  workspace = await createWorkspace("journey-command");
  // The command's own fetch reaches the API without a socket.
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => api.fetch(new Request(url, init)));
});

afterAll(() => {
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true });
});

const document = {
  key: "callback",
  name: "Callback",
  nodes: [
    { id: "start", type: "trigger.message" },
    { id: "hello", type: "send", config: { text: "Hello", purpose: "care" } },
  ],
  edges: [{ from: "start", outlet: "next", to: "hello" }],
};
const save = (changed: object) => writeFileSync(file, JSON.stringify({ ...document, ...changed }));

async function run(...words: string[]) {
  const lines: string[] = [];
  const code = await runJourneyCommand(words, {
    print: (line) => lines.push(line),
    complain: (line) => lines.push(line),
    environment: { THROUGHLINE_URL: "http://localhost:3000/", THROUGHLINE_API_KEY: workspace.key },
  });
  return { code, out: lines.join("\n") };
}

describe("journeys as code", () => {
  it("go to the server, come back as the same text, and differ only where they differ", async () => {
    save({});
    expect(await run("push", file)).toMatchObject({
      code: 0,
      out: expect.stringContaining("Made “Callback”"),
    });
    expect((await run("pull", file)).code).toBe(0);
    const pulled = readFileSync(file, "utf8");
    expect(await run("pull", file)).toMatchObject({ code: 0, out: `${file} is as it was.` });
    expect(pulled.indexOf('"purpose"')).toBeLessThan(pulled.indexOf('"text"'));
    expect(await run("diff", file)).toMatchObject({ code: 0, out: "Nothing differs." });
    save({ settings: { reentry: "once" } });
    expect(await run("diff", file)).toMatchObject({
      code: 1,
      out: expect.stringContaining("settings.reentry"),
    });
  });

  it("are published when asked, and not with errors", async () => {
    save({});
    expect((await run("push", file, "--publish", "--note", "First")).out).toContain("Published as version 1");
    const nodes = [...document.nodes, { id: "odd", type: "snd" }];
    save({ nodes });
    const refused = await run("push", file, "--publish");
    expect(refused.code).toBe(1);
    expect(refused.out).toContain("unknown_type at odd");
    expect(refused.out).toContain("Not published");
    const other = join(folder, "old.json");
    expect((await run("pull", other, "--journey", "callback", "--version", "1")).code).toBe(0);
    expect(JSON.parse(readFileSync(other, "utf8")).nodes).toHaveLength(2);
  });

  it("are held against what the workspace has", async () => {
    const config = { team: "frontdesk" };
    save({
      nodes: [...document.nodes, { id: "assign", type: "assign", config }],
      edges: [...document.edges, { from: "hello", outlet: "next", to: "assign" }],
    });
    const answer = await run("validate", file);
    expect(answer.code).toBe(1);
    expect(answer.out).toContain("Did you mean “front_desk”?");
  });

  it("are looked for by key", async () => {
    const answer = await run("pull", join(folder, "nothing_here.json"));
    expect(answer).toMatchObject({ code: 2, out: expect.stringContaining("“nothing_here”") });
  });
});
