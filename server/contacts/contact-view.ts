import type { Contact } from "#core/api/contacts.ts";
import { verificationLevelAt } from "#core/conversation/identity-links.ts";
import type { JsonObject } from "#core/json.ts";
import type { Prisma } from "#prisma/generated/client.ts";

export const contactInclude = {
  links: {
    where: { endedAt: null, identity: { erasedAt: null } },
    include: { identity: true },
    orderBy: { createdAt: "asc" },
  },
} satisfies Prisma.ContactInclude;

export type ContactRow = Prisma.ContactGetPayload<{ include: typeof contactInclude }>;

/** A contact as the API shows it. */
export function toContact(row: ContactRow): Contact {
  const { links, workspaceId: _workspace, attributes, ...fields } = row;
  return {
    ...fields,
    attributes: attributes as JsonObject,
    identities: links.map(toIdentity),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    blockedAt: row.blockedAt?.toISOString() ?? null,
    erasedAt: row.erasedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function toIdentity({ identity, ...link }: ContactRow["links"][number]): Contact["identities"][number] {
  const level = verificationLevelAt(link, new Date());
  return {
    id: identity.id,
    kind: identity.kind,
    channel: identity.channel,
    address: identity.address,
    source: identity.kind === "external" ? identity.scope : null,
    link: link.kind,
    verified: level > 0,
    verificationLevel: level,
    verifiedBy: link.verifiedBy,
    verifiedAt: link.verifiedAt?.toISOString() ?? null,
  };
}
