import { uuidv7 } from "uuidv7";
import type { Message } from "#prisma/generated/client.ts";
import { type Actor, actorId } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import type { Transaction } from "#server/platform/database.ts";

/** What a provider's refusal says of the address: that it is dead, or that its owner opted out over there. */
export async function denyAtProvider(
  tx: Transaction,
  actor: Actor,
  message: Pick<Message, "id" | "identityId" | "channel" | "conversationId">,
  problem: "unreachable" | "optedOut",
  at: Date,
): Promise<void> {
  const { identityId, channel, conversationId, id: messageId } = message;
  if (!identityId) return;
  if (problem === "unreachable") {
    await tx.identity.update({ where: { id: identityId }, data: { unreachableAt: at } });
    return;
  }
  for (const purpose of ["care", "marketing"] as const) {
    const key = { workspaceId: actor.workspaceId, identityId, channel, purpose };
    const values = { state: "denied", source: "provider", isLocked: true, since: at } as const;
    const consent = await tx.consent.upsert({
      where: { workspaceId_identityId_channel_purpose: key },
      create: { id: uuidv7(), ...key, ...values },
      update: values,
    });
    await tx.consentChange.create({
      data: {
        id: uuidv7(),
        workspaceId: actor.workspaceId,
        consentId: consent.id,
        state: "denied",
        source: "provider",
        proof: { messageId },
        actorKind: actor.kind,
        actorId: actorId(actor),
        at,
      },
    });
    const data = { identityId, purpose, state: "denied", source: "provider" };
    await appendEvent(tx, {
      type: "consent.changed",
      actor,
      occurredAt: at,
      conversationId,
      messageId,
      channel,
      data,
    });
  }
}
