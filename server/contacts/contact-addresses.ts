import { uuidv7 } from "uuidv7";
import type { Channel } from "#core/channel.ts";
import { AppError } from "#core/errors.ts";
import type { IdentityKind } from "#prisma/generated/enums.ts";
import type { Actor } from "#server/access/actor.ts";
import { emailOf, phoneOf } from "#server/contacts/normalise-address.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Transaction } from "#server/platform/database.ts";

/** An address as the API names it, in its stored form. */
export interface Address {
  kind: Extract<IdentityKind, "phone" | "email" | "external">;
  channel: Channel;
  scope: string;
  address: string;
}

export interface GivenAddresses {
  externalId?: { source: string; id: string };
  email?: string;
  phone?: string;
}

/** The addresses of a request in the order in which they decide whom it means. */
export function addressesOf({ externalId, email, phone }: GivenAddresses): Address[] {
  return [
    ...(externalId
      ? [
          {
            kind: "external" as const,
            channel: "webchat" as const,
            scope: externalId.source,
            address: externalId.id,
          },
        ]
      : []),
    ...(email === undefined ? [] : [emailAddress(email)]),
    ...(phone === undefined ? [] : [phoneAddress(phone)]),
  ];
}

function emailAddress(text: string): Address {
  const address = emailOf(text);
  if (!address) throw new AppError("invalid_input", "email: this is not an e-mail address.");
  return { kind: "email", channel: "email", scope: "", address };
}

function phoneAddress(text: string): Address {
  const address = phoneOf(text);
  if (!address) {
    throw new AppError("invalid_input", "phone: write the number with its country, such as +14155550123.");
  }
  return { kind: "phone", channel: "sms", scope: "", address };
}

/** The contact an address is linked to by default; null when it is unknown or nobody's. */
export async function contactOfAddress(
  tx: Transaction,
  { kind, scope, address }: Address,
): Promise<string | null> {
  const link = await tx.identityLink.findFirst({
    where: { endedAt: null, identity: { kind, scope, address }, contact: { erasedAt: null } },
    orderBy: [{ isDefault: "desc" }, { createdAt: "asc" }],
    select: { contactId: true },
  });
  return link?.contactId ?? null;
}

/**
 * Gives a contact an address that is nobody's yet. An API key's word proves nothing, so the level is 0; a message that
 * comes from the address raises it.
 */
export async function linkAddress(
  tx: Transaction,
  actor: Actor,
  contactId: string,
  { kind, channel, scope, address }: Address,
): Promise<void> {
  const { workspaceId } = actor;
  const identity = await tx.identity.upsert({
    where: { workspaceId_kind_scope_address: { workspaceId, kind, scope, address } },
    create: { id: uuidv7(), workspaceId, kind, channel, scope, address },
    update: {},
  });
  await tx.identityLink.create({
    data: { id: uuidv7(), workspaceId, identityId: identity.id, contactId, kind: "self", isDefault: true },
  });
  const data = { identityId: identity.id, kind: "self", level: 0, by: actor.kind };
  await appendEvent(tx, { type: "identity.linked", actor, contactId, channel, data });
}
