import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { journeyDocumentSchema } from "#core/journey/document.ts";
import { formatDocument } from "#core/journey/format-document.ts";
import { runJourneyCommand } from "#scripts/journey/run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "journey-command-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

async function run(...words: string[]) {
  const lines: string[] = [];
  const complaints: string[] = [];
  const code = await runJourneyCommand(words, {
    print: (line) => lines.push(line),
    complain: (line) => complaints.push(line),
    environment: {},
  });
  return { code, out: lines.join("\n"), complaint: complaints.join("\n") };
}

const document = {
  name: "Callback",
  nodes: [
    { id: "start", type: "trigger.message" },
    { id: "ask", type: "ask", config: { text: "When?", saveAs: "slot", timeout: "PT4H" } },
    { id: "thanks", type: "send", config: { text: "We call at {{ vars.slot }}" } },
  ],
  edges: [
    { from: "start", outlet: "next", to: "ask" },
    { from: "ask", outlet: "answered", to: "thanks" },
  ],
};
const sound = write("sound.json", document);

describe("journey validate", () => {
  it("says that a sound file is well", async () => {
    expect(await run("validate", sound)).toMatchObject({ code: 0, out: `${sound} is well.` });
  });

  it("names the node, the field and the way out of what is wrong", async () => {
    const nodes = [{ id: "ask", type: "ask", config: { txt: "When?", saveAs: "Slot" } }];
    const { code, out } = await run("validate", write("wrong.json", { name: "x", nodes, edges: [] }));
    expect(code).toBe(1);
    expect(out).toContain("error unknown_config at ask · txt");
    expect(out).toContain("Did you mean “text”?");
    expect(out).toContain("error no_trigger");
  });

  it("names a field of the envelope", async () => {
    const { code, out } = await run("validate", write("envelope.json", { ...document, edge: [] }), "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      valid: false,
      problems: [expect.objectContaining({ code: "unknown_config", path: "edge" })],
    });
  });

  it.each([
    [["validate"], "Name the journey's file"],
    [["validate", "none.json"], "none.json cannot be read"],
    [["validate", write("text.json", "{")], "is not JSON"],
    [["draw", sound], "There is no command “draw”"],
    [["validate", sound, "--loud"], "--loud"],
    [["push", sound], "API key"],
    [["pull", sound], "API key"],
  ])("cannot do %j and says why", async (words, complaint) => {
    const answer = await run(...words);
    expect(answer.code).toBe(2);
    expect(answer.complaint).toContain(complaint);
  });
});

describe("journey diff", () => {
  it("finds nothing between a file and its tidied self", async () => {
    const tidy = write("tidy.json", formatDocument(journeyDocumentSchema.parse(document)));
    expect(await run("diff", tidy, sound)).toMatchObject({ code: 0, out: "Nothing differs." });
  });

  it("tells nodes, values and edges", async () => {
    const [start, ask, thanks] = document.nodes;
    const nodes = [
      start,
      { ...ask, config: { ...ask?.config, text: "Which day?" } },
      thanks,
      { id: "end", type: "exit" },
    ];
    const edges = [...document.edges, { from: "thanks", outlet: "next", to: "end" }];
    const { code, out } = await run("diff", write("after.json", { ...document, nodes, edges }), sound);
    expect(code).toBe(1);
    expect(out.split("\n")).toEqual([
      "+ node end (exit)",
      "~ node ask (ask)",
      '    config.text: "When?" → "Which day?"',
      "+ edge thanks.next → end",
    ]);
  });
});

describe("journey simulate", () => {
  it("plays what is said, offline", async () => {
    const { code, out } = await run("simulate", sound, "--say", "Hi", "--say", "three");
    expect(code).toBe(0);
    expect(out).toContain("“When?”");
    expect(out).toContain("“We call at three”");
    expect(out).toContain("completed");
  });

  it("takes a scene, and answers as the API does", async () => {
    const scene = write("scene.json", {
      start: "2026-03-02T10:00:00Z",
      contact: { firstName: "Ann" },
      events: [{ kind: "message", text: "Hi" }],
      outcomes: { ask: { status: "failed" } },
    });
    const { code, out } = await run("simulate", sound, "--with", scene, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ end: "stuck", startedAt: "2026-03-02T10:00:00.000Z" });
  });

  it("refuses a scene that cannot be played, by its field", async () => {
    const scene = write("odd.json", { events: [{ kind: "message", text: "Hi", at: "soon" }] });
    const answer = await run("simulate", sound, "--with", scene);
    expect([answer.code, answer.complaint]).toEqual([2, expect.stringContaining("events.0.at")]);
    const known = write("known.json", { contact: { id: "0190a8f0-0000-7000-8000-000000000000" } });
    expect((await run("simulate", sound, "--with", known)).complaint).toContain("Without a server");
  });
});
