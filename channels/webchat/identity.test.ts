import { describe, expect, it } from "vitest";
import { isSignedIdentity, signIdentity } from "./identity.ts";

const secret = "a-secret-shared-with-the-site";
const maya = { userId: "maya", email: "maya@example.com", phone: "+46701234567" };

describe("a signed identity", () => {
  it("is taken when the site's secret made its hash", () => {
    expect(isSignedIdentity(secret, { ...maya, hash: signIdentity(secret, maya) })).toBe(true);
  });

  it("is refused when any of its values was changed", () => {
    const hash = signIdentity(secret, maya);
    expect(isSignedIdentity(secret, { ...maya, userId: "maja", hash })).toBe(false);
    expect(isSignedIdentity(secret, { ...maya, email: "other@example.com", hash })).toBe(false);
    expect(isSignedIdentity(secret, { ...maya, phone: "+46700000000", hash })).toBe(false);
    expect(isSignedIdentity(secret, { userId: "maya", hash })).toBe(false);
  });

  it("is refused under another secret", () => {
    expect(isSignedIdentity("another-secret-entirely", { ...maya, hash: signIdentity(secret, maya) })).toBe(
      false,
    );
  });

  it("is refused when a line feed would move a value into the next field", () => {
    const hash = signIdentity(secret, { userId: "maya", email: "maya@example.com" });
    expect(isSignedIdentity(secret, { userId: "maya\nmaya@example.com", hash })).toBe(false);
  });
});
