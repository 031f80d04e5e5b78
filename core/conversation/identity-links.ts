export type IdentityLinkKind = "self" | "shared" | "proxy";

/** An identity's tie to a contact, as stored. */
export interface IdentityLink {
  contactId: string;
  kind: IdentityLinkKind;
  isDefault: boolean;
  verificationLevel: number;
  verificationExpiresAt: Date | null;
  endedAt: Date | null;
}

/** Who is meant when an address writes. */
export interface Speaker {
  /** Whose words they are; null where the address is known but nobody's. */
  contactId: string | null;
  /** Whom they are about, where the speaker speaks for one other person only. */
  aboutContactId: string | null;
  /** Others it might be, to be asked or shown: people who share the address, or whom the speaker speaks for. */
  alternatives: string[];
}

/**
 * Reads an identity's links. The owner of the address speaks; of several who share it the default one, with the
 * others named; one who only speaks for others (a proxy without a contact of their own) speaks as the default.
 */
export function speakerOf(links: readonly IdentityLink[]): Speaker {
  const live = links.filter((link) => link.endedAt === null);
  const own = live.filter((link) => link.kind !== "proxy");
  const spokenFor = live.filter((link) => link.kind === "proxy").map((link) => link.contactId);
  const speaker =
    own.find((link) => link.isDefault) ?? own[0] ?? live.find((link) => link.isDefault) ?? live[0];
  if (!speaker) return { contactId: null, aboutContactId: null, alternatives: [] };
  const sharing = own.map((link) => link.contactId);
  const alternatives = [...sharing, ...spokenFor].filter((id) => id !== speaker.contactId);
  const only = own.length === 1 && spokenFor.length === 1 ? spokenFor[0] : undefined;
  return { contactId: speaker.contactId, aboutContactId: only ?? null, alternatives };
}

/** How sure we are now that the address speaks for this contact: 0 once the verification ran out. */
export function verificationLevelAt(
  link: Pick<IdentityLink, "verificationLevel" | "verificationExpiresAt" | "endedAt">,
  now: Date,
): number {
  if (link.endedAt !== null) return 0;
  if (link.verificationExpiresAt !== null && link.verificationExpiresAt <= now) return 0;
  return link.verificationLevel;
}

/** A typed address proves nothing: joining someone's thread takes a signature or a code (level 2). */
export const LEVEL_TO_JOIN_A_THREAD = 2;

/** What a further contact makes of an address that is somebody's already: both share it from then on. */
export function kindsWhenJoined(existing: IdentityLinkKind): {
  existing: IdentityLinkKind;
  joining: IdentityLinkKind;
} {
  return existing === "proxy"
    ? { existing: "proxy", joining: "self" }
    : { existing: "shared", joining: "shared" };
}
