import { describe, expect, it } from "vitest";
import { hideSecrets, textsIn } from "#core/hide-secrets.ts";

describe("hiding secrets", () => {
  it("finds them as they are and as JSON spells them", () => {
    const secret = 'key "1"';
    expect(hideSecrets(`${secret} and ${JSON.stringify({ secret })}`, [secret])).toBe(
      '••• and {"secret":"•••"}',
    );
  });

  it("leaves a text alone where a secret is empty", () => {
    expect(hideSecrets("as it was", [""])).toBe("as it was");
  });

  it("takes every text of credentials for one", () => {
    expect(textsIn({ token: "a", more: { keys: ["b", 3, null] } })).toEqual(["a", "b"]);
    expect(textsIn(undefined)).toEqual([]);
  });
});
