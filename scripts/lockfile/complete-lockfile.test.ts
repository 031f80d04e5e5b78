import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { completeLockfile, missingOptionalPackages } from "#scripts/lockfile/complete-lockfile.mjs";

const partial = {
  packages: {
    "": {},
    "node_modules/fast": {
      version: "1.2.3",
      resolved: "https://registry.example/fast.tgz",
      optionalDependencies: { "@fast/linux-x64-musl": "1.2.3", "@fast/darwin-arm64": "^1.2.3" },
    },
    "node_modules/@fast/linux-x64-musl": { version: "1.2.3", optional: true },
  },
};

it("adds what other platforms need, with the platform its name says", () => {
  const { packages } = completeLockfile(partial);
  expect(packages["node_modules/@fast/darwin-arm64"]).toEqual({
    version: "1.2.3",
    cpu: ["arm64"],
    os: ["darwin"],
    optional: true,
  });
  expect(missingOptionalPackages({ packages })).toEqual([]);
});

it("leaves out where packages came from", () => {
  expect(JSON.stringify(completeLockfile(partial))).not.toContain("registry.example");
});

it("has nothing to add to this project's lockfile", () => {
  const text = readFileSync("package-lock.json", "utf8");
  expect(missingOptionalPackages(JSON.parse(text)), "npm run lockfile adds them").toEqual([]);
  expect(text).not.toContain('"resolved"');
});
