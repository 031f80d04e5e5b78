import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import { channelDefinitions } from "#channels/definitions.ts";
import type { Consent, consentsQuerySchema, recordConsentSchema } from "#core/api/contacts.ts";
import type { Page } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { normaliseAddress } from "#server/contacts/normalise-address.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { idPage, toIdPage } from "#server/platform/id-page.ts";

const include = { identity: { select: { address: true } } } satisfies Prisma.ConsentInclude;

function toConsent(row: Prisma.ConsentGetPayload<{ include: typeof include }>): Consent {
  const { id, contactId, identityId, identity, channel, purpose, state, source, isLocked, since } = row;
  const { address } = identity;
  return {
    id,
    contactId,
    identityId,
    address,
    channel,
    purpose,
    state,
    source,
    isLocked,
    since: since.toISOString(),
  };
}

/** What holds now, the latest to be recorded first. */
export async function listConsents(
  actor: Actor,
  query: z.output<typeof consentsQuerySchema>,
): Promise<Page<Consent>> {
  authorize(actor, "contacts.view");
  const { where, ...page } = idPage(query, "desc");
  const { contact, channel, purpose, state } = query;
  const rows = await transact(actor, (tx) =>
    tx.consent.findMany({
      ...page,
      where: { ...where, contactId: contact, channel, purpose, state },
      include,
    }),
  );
  return toIdPage(query, rows, toConsent);
}

type Given = z.output<typeof recordConsentSchema>;

/**
 * Records what holds for a contact's addresses on a channel. What a customer's own STOP or a provider holds firm is
 * not lifted by a program's word.
 * @throws AppError `invalid_input` without an address on the channel, `conflict` when it is held firm
 */
export async function recordConsent(actor: Actor, given: Given): Promise<Consent[]> {
  authorize(actor, "contacts.edit");
  return transact(actor, async (tx) => {
    const identities = await identitiesFor(tx, given);
    const ids: string[] = [];
    for (const { id } of identities) ids.push(await record(tx, actor, id, given));
    const rows = await tx.consent.findMany({ where: { id: { in: ids } }, include, orderBy: { id: "asc" } });
    return rows.map(toConsent);
  });
}

async function identitiesFor(tx: Transaction, { contactId, channel, address }: Given) {
  const contact = await tx.contact.findFirst({ where: { id: contactId, erasedAt: null } });
  if (!contact) throw new AppError("invalid_input", "contactId: there is no such contact.");
  const kind = channelDefinitions[channel].addressKind;
  const identities = await tx.identity.findMany({
    where: {
      kind,
      ...(kind === "scoped" ? { channel } : {}),
      ...(address === undefined ? {} : { address: normaliseAddress(kind, address) }),
      links: { some: { contactId, endedAt: null } },
    },
  });
  if (identities.length > 0) return identities;
  throw new AppError("invalid_input", `The contact has no ${address ? "such " : ""}address on ${channel}.`);
}

async function record(tx: Transaction, actor: Actor, identityId: string, given: Given): Promise<string> {
  const { contactId, channel, purpose, state, source, proof = {} } = given;
  const { workspaceId } = actor;
  const key = { workspaceId, identityId, channel, purpose };
  const unique = { workspaceId_identityId_channel_purpose: key };
  const known = await tx.consent.findUnique({ where: unique });
  if (known?.isLocked && state === "granted") {
    throw new AppError("conflict", "The customer said STOP here: only their own START lifts it.");
  }
  const since = new Date();
  const { id } = await tx.consent.upsert({
    where: unique,
    create: { id: uuidv7(), ...key, contactId, state, source, since },
    update: { state, source, since },
  });
  await tx.consentChange.create({
    data: {
      id: uuidv7(),
      workspaceId,
      consentId: id,
      state,
      source,
      proof: proof as Prisma.InputJsonObject,
      actorKind: actor.kind,
      actorId: actorId(actor),
      at: since,
    },
  });
  const data = { identityId, purpose, state, source };
  await appendEvent(tx, { type: "consent.changed", actor, contactId, channel, data });
  return id;
}
