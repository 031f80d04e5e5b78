import { describe, expect, it } from "vitest";
import { fillSecrets, markOf, markSecrets, secretsIn, withoutSecrets } from "#core/journey/secret-marks.ts";

const mark = markOf("run", 3);
const secrets = new Map([["token", "s3cret"]]);

describe("secrets in templates", () => {
  it("become marks, and the marks become secrets, in every text of a value", () => {
    const marked = markSecrets("Bearer {{ secrets.token }} {{- secrets.token -}}", mark);
    expect(marked).not.toContain("secrets");
    expect(fillSecrets({ headers: [marked, 5, null] }, mark, secrets)).toEqual({
      headers: ["Bearer s3cret s3cret", 5, null],
    });
  });

  it("are not put where the mark of another visit stands, or a text that looks like a place", () => {
    const forged = `${markSecrets("{{ secrets.token }}", markOf("run", 4))} {{ secrets.token }}`;
    expect(fillSecrets(forged, mark, secrets)).toBe(forged);
  });

  it("are found, and taken out for whoever checks the rest", () => {
    expect(secretsIn("{{ secrets.a }} {{ secrets.b | upcase }} {{secrets.c}}")).toEqual(["a", "c"]);
    expect(withoutSecrets("{{ secrets.a }}/{{ vars.x }}")).toBe("/{{ vars.x }}");
  });
});
