import type { Performer } from "#activities/performer.ts";
import type { Facts } from "#core/journey/variables.ts";
import { chooseText, localizedTextSchema } from "#core/templates/localized-text.ts";
import { renderTemplate } from "#core/templates/render-template.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { findAttachments, findTemplate } from "#server/journeys/message-parts.ts";

/** Says something to the contact. The key makes the message one, whatever happens to the worker. */
export const performSend: Performer<"send"> = async (request) => {
  const { actor, effect, key, runId, nodeId, journeyId, contactId, conversationId } = request;
  const { workspaceId } = actor;
  const template = effect.template ? await findTemplate(workspaceId, effect.template.key) : null;
  if (effect.template && !template) {
    const reason = `There is no template "${effect.template.key}"`;
    return { outcome: { status: "failed", code: "unknown_template", reason } };
  }
  const text = template ? fill(template.text, effect.template?.variables ?? {}, request.facts) : effect.text;
  const subject =
    effect.subject ?? (template?.subject ? fill(template.subject, {}, request.facts) : undefined);
  const attachmentIds = await findAttachments(
    workspaceId,
    effect.attachments.map(({ attachment }) => attachment),
  );
  const {
    messageId: _,
    conversationId: spokenIn,
    ...outcome
  } = await sendMessage(actor, {
    ...(conversationId ? { conversationId } : { contactId }),
    channel: effect.channel,
    fallback: effect.fallback,
    purpose: effect.purpose,
    buttons: effect.buttons,
    answers: effect.answers,
    attachmentIds,
    ...(effect.account === undefined ? {} : { account: effect.account }),
    ...(text === undefined ? {} : { text }),
    ...(effect.html === undefined ? {} : { html: effect.html }),
    ...(subject === undefined ? {} : { subject }),
    run: { runId, journeyId, nodeId, effectKey: key },
  });
  return { outcome, ...(spokenIn ? { conversationId: spokenIn } : {}) };
};

function fill(text: unknown, variables: Record<string, string>, { contact, workspace }: Facts): string {
  const chosen = chooseText(localizedTextSchema.parse(text), contact.locale);
  const zone = contact.timezone ?? workspace.timezone;
  return renderTemplate(chosen, variables, { locale: contact.locale, zone, kind: "text" });
}
