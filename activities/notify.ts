import type { Performer } from "#activities/performer.ts";
import { nobodyWords } from "#core/journey/recipient.ts";
import { findRecipients } from "#server/notifications/find-recipients.ts";
import { tellPeople } from "#server/notifications/tell-people.ts";
import { transact } from "#server/platform/database.ts";

/** Tells colleagues something in the studio. */
export const performNotify: Performer<"notify"> = async (request) => {
  const { actor, effect, key, runId, contactId, conversationId } = request;
  const { workspaceId } = actor;
  const told = await transact(actor, async (tx) => {
    const concern = conversationId
      ? await tx.conversation.findUnique({ where: { id: conversationId } })
      : null;
    const userIds = (await findRecipients(tx, effect.to, concern)).map(({ id }) => id);
    const run = { runId, effectKey: key };
    const about = { workspaceId, contactId, conversationId, run };
    await tellPeople(tx, { ...about, userIds, kind: "notice", text: effect.text });
    return userIds.length;
  });
  if (told > 0) return { outcome: { status: "done", result: { told } } };
  const reason = `Nobody was told: ${nobodyWords(effect.to)}.`;
  return { outcome: { status: "suppressed", code: "nobody", reason } };
};
