import { channelDefinitions } from "#channels/definitions.ts";
import { identityScope } from "#server/contacts/identity-scope.ts";
import type { EventRows } from "#server/conversations/event-rows.ts";
import type { InboundContext } from "#server/conversations/inbound-context.ts";
import type { RowsToWrite } from "#server/conversations/write-rows.ts";

/** A contact for an address that is nobody's, and the address itself where it is new. */
export function addContact(
  rows: RowsToWrite,
  { inbound, speaker, newId }: InboundContext,
  { contactId, identityId, isTest }: { contactId: string; identityId: string; isTest: boolean },
  events: EventRows,
): void {
  const { from, channel, channelAccountId, receivedAt } = inbound;
  const now = receivedAt.toISOString();
  const base = { workspace_id: inbound.workspaceId, created_at: now };
  const level = channelDefinitions[channel].verificationLevel;
  const name = from.displayName ?? null;
  rows.contacts = [
    {
      ...base,
      id: contactId,
      name,
      tags: [],
      attributes: {},
      is_test: isTest,
      last_seen_at: now,
      updated_at: now,
    },
  ];
  if (!speaker.identityId) {
    const scope = identityScope(from.kind, channelAccountId);
    rows.identities = [
      {
        ...base,
        id: identityId,
        kind: from.kind,
        channel,
        scope,
        address: from.address,
        display_name: name,
        updated_at: now,
      },
    ];
  }
  rows.identity_links = [
    {
      ...base,
      id: newId(),
      identity_id: identityId,
      contact_id: contactId,
      kind: "self",
      is_default: true,
      verification_level: level,
      verified_by: level > 0 ? "inbound" : null,
      verified_at: level > 0 ? now : null,
    },
  ];
  events.add("contact.created", { source: channel });
}
