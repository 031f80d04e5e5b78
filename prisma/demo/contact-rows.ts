import type { CastContact } from "#prisma/demo/cast.ts";
import { CONTACTS, type DemoContact, keyOf, RELATIVES } from "#prisma/demo/contacts.ts";
import { idAt } from "#prisma/demo/row-ids.ts";
import type { TrafficRows } from "#prisma/demo/traffic-rows.ts";
import type { ChannelType, IdentityKind } from "#prisma/generated/client.ts";

interface Surroundings {
  workspaceId: string;
  webchatAccountId: string;
  /** When the first of them became known. */
  since: Date;
}

/** Visitors whom a site has signed for, by key; the others of the chat are known by their browser alone. */
const SIGNED_IN = new Set(["julie_moreau", "katharina_schulz", "marek_kowalczyk"]);
/** Who wrote STOP to advertising. */
const OPTED_OUT = new Set(["mehmet_yilmaz", "samuel_whitfield", "finn_schneider"]);

/** Contacts with their addresses and consents. */
export function addContacts(rows: TrafficRows, around: Surroundings): Map<string, CastContact> {
  const cast = new Map<string, CastContact>();
  for (const [index, contact] of CONTACTS.entries()) {
    const at = new Date(around.since.getTime() + index * 3_600_000);
    cast.set(contact.key, addContact(rows, around, contact, at));
  }
  for (const relative of RELATIVES) {
    const { firstName, lastName, of, kind, relationship, locale } = relative;
    const id = addPerson(rows, around, { firstName, lastName, locale, tags: ["family"] }, around.since);
    const speaker = cast.get(of);
    if (!speaker) throw new Error(`${of} is not there`);
    const identityId = speaker.identities.phone ?? "";
    addLink(rows, around, { identityId, contactId: id, level: 0, at: around.since }, { kind, relationship });
    cast.set(keyOf(`${firstName} ${lastName}`), { id, identities: speaker.identities, level: 0 });
  }
  for (const { of, kind } of RELATIVES) {
    const link = rows.identityLinks.find(
      ({ contactId }) => kind === "shared" && contactId === cast.get(of)?.id,
    );
    if (link) link.kind = "shared";
  }
  return cast;
}

function addContact(rows: TrafficRows, around: Surroundings, contact: DemoContact, at: Date): CastContact {
  const { key, firstName, lastName, locale, timezone, tags, tier, phone, email } = contact;
  const id = addPerson(rows, around, { firstName, lastName, locale, timezone, tags, tier: tier ?? null }, at);
  const identities: CastContact["identities"] = {};
  const add = (kind: "phone" | "email" | "scoped", channel: ChannelType, address: string, level: number) => {
    identities[kind] = addIdentity(rows, around, { kind, channel, address, at });
    addLink(rows, around, { identityId: identities[kind], contactId: id, level, at }, { kind: "self" });
  };
  if (phone) add("phone", "sms", phone, 1);
  if (email) add("email", "email", email, tags.includes("talent_pool") ? 0 : 1);
  add("scoped", "webchat", `visitor-${idAt(at).slice(-12)}`, SIGNED_IN.has(key) ? 2 : 0);
  if (identities.phone) addConsents(rows, around, id, identities.phone, "sms", OPTED_OUT.has(key), at);
  if (identities.email) addConsents(rows, around, id, identities.email, "email", false, at);
  return { id, identities, level: SIGNED_IN.has(key) ? 2 : 1 };
}

interface Person {
  firstName: string;
  lastName: string;
  locale: string;
  timezone?: string;
  tags: string[];
  tier?: string | null;
}

/** A contact without addresses, and the log’s line of them. Answers its id. */
export function addPerson(
  rows: TrafficRows,
  { workspaceId }: Surroundings,
  person: Person,
  at: Date,
): string {
  const id = idAt(at);
  const name = `${person.firstName} ${person.lastName}`;
  rows.contacts.push({ ...person, id, workspaceId, name, createdAt: at });
  const event = { id: idAt(at), workspaceId, type: "contact.created", actorKind: "system" as const };
  rows.events.push({ ...event, contactId: id, occurredAt: at, recordedAt: at, data: { source: "import" } });
  return id;
}

export function addIdentity(
  rows: TrafficRows,
  { workspaceId, webchatAccountId }: Surroundings,
  { kind, channel, address, at }: { kind: IdentityKind; channel: ChannelType; address: string; at: Date },
): string {
  const id = idAt(at);
  const scope = kind === "scoped" ? webchatAccountId : "";
  rows.identities.push({ id, workspaceId, kind, channel, scope, address, createdAt: at });
  return id;
}

export function addLink(
  rows: TrafficRows,
  { workspaceId }: Surroundings,
  { identityId, contactId, level, at }: { identityId: string; contactId: string; level: number; at: Date },
  { kind, relationship = null }: { kind: "self" | "shared" | "proxy"; relationship?: string | null },
): void {
  const isTheirs = !rows.identityLinks.some((link) => link.identityId === identityId);
  rows.identityLinks.push({
    id: idAt(at),
    workspaceId,
    identityId,
    contactId,
    kind,
    relationship,
    isDefault: isTheirs,
    verificationLevel: level,
    ...(level > 0 && { verifiedBy: level > 1 ? "hmac" : "inbound", verifiedAt: at }),
    createdAt: at,
  });
}

function addConsents(
  rows: TrafficRows,
  { workspaceId }: Surroundings,
  contactId: string,
  identityId: string,
  channel: ChannelType,
  isOptedOut: boolean,
  at: Date,
): void {
  for (const purpose of ["care", "marketing"] as const) {
    const isDenied = isOptedOut && purpose === "marketing";
    const state = isDenied ? "denied" : "granted";
    const source = isDenied ? "stop_word" : "form:registration";
    const id = idAt(at);
    const consent = { id, workspaceId, contactId, identityId, channel, purpose, state, source } as const;
    rows.consents.push({ ...consent, isLocked: isDenied, since: at });
    const change = { id: idAt(at), workspaceId, consentId: id, state, source, actorKind: "system" } as const;
    rows.consentChanges.push({ ...change, at });
  }
}
