import { describe, expect, it } from "vitest";
import {
  type IdentityLink,
  kindsWhenJoined,
  speakerOf,
  verificationLevelAt,
} from "#core/conversation/identity-links.ts";

const link = (contactId: string, fields: Partial<IdentityLink> = {}): IdentityLink => ({
  contactId,
  kind: "self",
  isDefault: false,
  verificationLevel: 1,
  verificationExpiresAt: null,
  endedAt: null,
  ...fields,
});

describe("who speaks when an address writes", () => {
  it("is nobody for an address without a living link", () => {
    const nobody = { contactId: null, aboutContactId: null, alternatives: [] };
    expect(speakerOf([])).toEqual(nobody);
    expect(speakerOf([link("ines", { endedAt: new Date() })])).toEqual(nobody);
  });

  it("is its owner", () => {
    expect(speakerOf([link("ines", { isDefault: true })])).toMatchObject({
      contactId: "ines",
      alternatives: [],
    });
  });

  it("is the default one of those who share it, with the others named", () => {
    const links = [link("ines", { kind: "shared" }), link("jon", { kind: "shared", isDefault: true })];
    expect(speakerOf(links)).toEqual({ contactId: "jon", aboutContactId: null, alternatives: ["ines"] });
  });

  it("is the parent, about the only child", () => {
    const links = [link("maria", { isDefault: true }), link("ana", { kind: "proxy" })];
    expect(speakerOf(links)).toEqual({ contactId: "maria", aboutContactId: "ana", alternatives: ["ana"] });
  });

  it("is the parent, about nobody yet, where there are three children", () => {
    const links = [link("maria"), ...["ana", "ben", "cleo"].map((child) => link(child, { kind: "proxy" }))];
    expect(speakerOf(links)).toEqual({
      contactId: "maria",
      aboutContactId: null,
      alternatives: ["ana", "ben", "cleo"],
    });
  });

  it("is the one spoken for where the address has no owner of its own", () => {
    expect(speakerOf([link("ana", { kind: "proxy", isDefault: true })])).toMatchObject({ contactId: "ana" });
  });
});

describe("the level of verification", () => {
  it("ends with its time and with the link", () => {
    const expires = new Date("2026-03-02T10:00:00Z");
    const code = link("ines", { verificationLevel: 2, verificationExpiresAt: expires });
    expect(verificationLevelAt(code, new Date("2026-03-02T09:00:00Z"))).toBe(2);
    expect(verificationLevelAt(code, expires)).toBe(0);
    expect(verificationLevelAt({ ...code, endedAt: expires }, new Date("2026-03-02T09:00:00Z"))).toBe(0);
  });

  it("does not end where it has no time", () => {
    expect(verificationLevelAt(link("ines"), new Date("2100-01-01T00:00:00Z"))).toBe(1);
  });
});

it("makes an address that a second person joins a shared one, unless it was only a proxy's", () => {
  expect(kindsWhenJoined("self")).toEqual({ existing: "shared", joining: "shared" });
  expect(kindsWhenJoined("shared")).toEqual({ existing: "shared", joining: "shared" });
  expect(kindsWhenJoined("proxy")).toEqual({ existing: "proxy", joining: "self" });
});
