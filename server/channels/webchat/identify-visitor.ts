import { uuidv7 } from "uuidv7";
import type { VisitorIdentity } from "#channels/webchat/protocol.ts";
import { LEVEL_TO_JOIN_A_THREAD, speakerOf } from "#core/conversation/identity-links.ts";
import type { IdentityKind } from "#prisma/generated/enums.ts";
import type { SystemActor } from "#server/access/actor.ts";
import { identityScope } from "#server/contacts/identity-scope.ts";
import { emailOf, phoneOf } from "#server/contacts/normalise-address.ts";
import { suggestMerge } from "#server/contacts/suggest-merge.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockAddress } from "#server/conversations/find-speaker.ts";
import type { Transaction } from "#server/platform/database.ts";

interface Address {
  kind: IdentityKind;
  scope: string;
  address: string;
}

const SITE_SAYS = "A site says that one person has the addresses of both";

/**
 * Joins a visitor whom the site vouches for with the contact who has the same phone or e-mail, so that what they say
 * here and elsewhere is one conversation. Addresses that belong to different contacts are left as they are, with a
 * suggestion to merge; one that several people share joins nobody.
 */
export async function identifyVisitor(
  tx: Transaction,
  actor: SystemActor,
  accountId: string,
  identity: VisitorIdentity,
): Promise<void> {
  const addresses = addressesOf(accountId, identity);
  // Locks are always taken in the same order, so that two sessions at once cannot wait for each other.
  for (const { kind, scope, address } of addresses.toSorted((one, other) => (one.kind < other.kind ? -1 : 1)))
    await lockAddress(tx, actor.workspaceId, kind, scope, address);
  const owners = await Promise.all(addresses.map((address) => ownerOf(tx, address)));
  const contactId = owners.find((owner) => owner !== null) ?? (await createContact(tx, actor, identity));
  for (const [index, address] of addresses.entries()) {
    const owner = owners[index] ?? null;
    if (owner === null || owner === contactId) await vouch(tx, actor, address, contactId);
    else await suggestMerge(tx, actor, [contactId, owner], SITE_SAYS);
  }
}

/** The site's own id first: who came back as the same user stays the same contact. */
function addressesOf(accountId: string, { userId, phone, email }: VisitorIdentity): Address[] {
  const e164 = phone ? phoneOf(phone) : null;
  const mail = email ? emailOf(email) : null;
  return [
    { kind: "scoped", scope: identityScope("scoped", accountId), address: userAddress(userId) },
    ...(e164 ? [{ kind: "phone" as const, scope: "", address: e164 }] : []),
    ...(mail ? [{ kind: "email" as const, scope: "", address: mail }] : []),
  ];
}

export function userAddress(userId: string): string {
  return `user:${userId}`;
}

/** The one contact an address belongs to; null where it is nobody's or shared. */
async function ownerOf(tx: Transaction, { kind, scope, address }: Address): Promise<string | null> {
  const links = await tx.identityLink.findMany({
    where: { endedAt: null, identity: { kind, scope, address } },
    orderBy: { createdAt: "asc" },
  });
  const own = links.filter((link) => link.kind !== "proxy");
  return own.length > 1 ? null : speakerOf(links).contactId;
}

async function createContact(
  tx: Transaction,
  actor: SystemActor,
  { name }: VisitorIdentity,
): Promise<string> {
  const id = uuidv7();
  await tx.contact.create({ data: { id, workspaceId: actor.workspaceId, name: name ?? null } });
  await appendEvent(tx, { type: "contact.created", actor, contactId: id, data: { source: "webchat" } });
  return id;
}

/** Records that the site proved the address to be the contact's. A shared one is left to those who share it. */
async function vouch(
  tx: Transaction,
  actor: SystemActor,
  address: Address,
  contactId: string,
): Promise<void> {
  const { workspaceId } = actor;
  const unique = { workspaceId, ...address };
  const identity = await tx.identity.upsert({
    where: { workspaceId_kind_scope_address: unique },
    create: { id: uuidv7(), channel: channelOf(address.kind), ...unique },
    update: {},
    include: { links: { where: { endedAt: null } } },
  });
  const proof = {
    verificationLevel: LEVEL_TO_JOIN_A_THREAD,
    verifiedBy: "hmac" as const,
    verifiedAt: new Date(),
  };
  const known = identity.links.find((link) => link.contactId === contactId);
  if (known) {
    if (known.verificationLevel < LEVEL_TO_JOIN_A_THREAD)
      await tx.identityLink.update({ where: { id: known.id }, data: proof });
    return;
  }
  if (identity.links.length > 0) return;
  await tx.identityLink.create({
    data: { id: uuidv7(), workspaceId, identityId: identity.id, contactId, ...proof },
  });
  const data = { identityId: identity.id, kind: "self", level: proof.verificationLevel, by: "hmac" };
  await appendEvent(tx, { type: "identity.linked", actor, contactId, data });
}

function channelOf(kind: IdentityKind): "webchat" | "sms" | "email" {
  if (kind === "phone") return "sms";
  return kind === "email" ? "email" : "webchat";
}
