import {
  type IdentityLink,
  type Speaker,
  speakerOf,
  verificationLevelAt,
} from "#core/conversation/identity-links.ts";
import { identityScope } from "#server/contacts/identity-scope.ts";
import type { InboundMessage } from "#server/conversations/inbound-message.ts";
import type { Transaction } from "#server/platform/database.ts";

export interface FoundSpeaker extends Speaker {
  /** Null where the address has never been seen. */
  identityId: string | null;
  verificationLevel: number;
  verifiedBy: string | null;
  verificationExpiresAt: string | null;
  /** The message itself, when it was stored before. */
  known: { messageId: string; conversationId: string } | null;
}

interface Found {
  identityId: string | null;
  known: { messageId: string; conversationId: string } | null;
  links: (Omit<IdentityLink, "verificationExpiresAt" | "endedAt"> & {
    verificationExpiresAt: string | null;
    verifiedBy: string | null;
  })[];
}

/**
 * Who is meant by the address a message came from. Holds a lock on the address until the transaction ends, so
 * that five first messages at once make one contact.
 */
export async function findSpeaker(tx: Transaction, inbound: InboundMessage): Promise<FoundSpeaker> {
  const { workspaceId, channelAccountId, externalId, from } = inbound;
  const scope = identityScope(from.kind, channelAccountId);
  await lockAddress(tx, workspaceId, from.kind, scope, from.address);
  const [found] = await tx.$queryRaw<Found[]>`
    SELECT i.id AS "identityId",
      (SELECT jsonb_build_object('messageId', m.id, 'conversationId', m.conversation_id) FROM messages m
       WHERE m.workspace_id = ${workspaceId}::uuid AND m.channel_account_id = ${channelAccountId}::uuid
         AND m.external_id = ${externalId}) AS known,
      coalesce((SELECT jsonb_agg(jsonb_build_object('contactId', l.contact_id, 'kind', l.kind,
          'isDefault', l.is_default, 'verificationLevel', l.verification_level, 'verifiedBy', l.verified_by,
          'verificationExpiresAt', l.verification_expires_at) ORDER BY l.created_at)
        FROM identity_links l WHERE l.workspace_id = ${workspaceId}::uuid AND l.identity_id = i.id
          AND l.ended_at IS NULL), '[]') AS links
    FROM (SELECT 1) AS one
    LEFT JOIN identities i ON i.workspace_id = ${workspaceId}::uuid AND i.kind = ${from.kind}::identity_kind
      AND i.scope = ${scope} AND i.address = ${from.address}`;
  return read(found ?? { identityId: null, known: null, links: [] }, inbound.receivedAt);
}

/** Serialises all that is done about one address, until the transaction ends. */
export async function lockAddress(
  tx: Transaction,
  workspaceId: string,
  kind: string,
  scope: string,
  address: string,
): Promise<void> {
  const name = `${workspaceId}/${kind}/${scope}/${address}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

function read({ identityId, known, links }: Found, now: Date): FoundSpeaker {
  const dated = links.map((link) => ({
    ...link,
    verificationExpiresAt: link.verificationExpiresAt ? new Date(link.verificationExpiresAt) : null,
    endedAt: null,
  }));
  const speaker = speakerOf(dated);
  const link = dated.find((each) => each.contactId === speaker.contactId);
  const level = link ? verificationLevelAt(link, now) : 0;
  return {
    ...speaker,
    identityId,
    known,
    verificationLevel: level,
    verifiedBy: level > 0 ? (link?.verifiedBy ?? null) : null,
    verificationExpiresAt: level > 0 ? (link?.verificationExpiresAt?.toISOString() ?? null) : null,
  };
}
