import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tryTemporal } from "#scripts/services/find-temporal.mjs";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "find-temporal-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function program(script: string): string {
  const path = join(folder, `temporal-${Math.random()}`);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

it("takes a program whose server is in the tested range", () => {
  const path = program("echo 'temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)'");
  expect(tryTemporal(path)).toEqual({ path, version: "Server 1.29.1" });
});

it.each([
  [
    "echo 'temporal version 0.9.0 (Server 1.20.0, UI 2.0.0)'",
    "holds Temporal server 1.20, outside the tested range",
  ],
  [
    "echo 'temporal version 9.0.0 (Server 2.1.0, UI 3.0.0)'",
    "holds Temporal server 2.1, outside the tested range",
  ],
  ["echo 'another temporal'", "does not say which Temporal server it holds"],
  ["echo 'wrong machine' >&2; exit 126", "does not run: wrong machine"],
])("gives the reason for refusing a program that says: %s", (script, reason) => {
  expect(tryTemporal(program(script))).toEqual({ reason: expect.stringContaining(reason) });
});

it("gives the reason for a program that is not there", () => {
  expect(tryTemporal(join(folder, "nowhere"))).toEqual({ reason: expect.stringContaining("ENOENT") });
});
