import type { Performer } from "#activities/performer.ts";
import type { EffectOutcome } from "#core/journey/effect.ts";
import { chosenZone } from "#core/journey/timezone.ts";
import type { Facts } from "#core/journey/variables.ts";
import { sendingRules } from "#core/sending/sending-rules.ts";
import { chooseText, localizedTextSchema } from "#core/templates/localized-text.ts";
import { renderTemplate } from "#core/templates/render-template.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { findAttachments, findTemplate } from "#server/journeys/message-parts.ts";

/** Milliseconds for which a node that listens meanwhile is put off all the same. */
const SHORT = 60_000;

/** Reasons to put off a message that come before anything is written of it. */
const BEFORE_ANYTHING: ReadonlySet<string> = new Set([
  "quiet_hours",
  "halted",
  "floor",
  "budget",
  "rate_limit",
]);

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
  const zone = chosenZone(request.settings.timezone, request.facts);
  const {
    messageId,
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
    run: {
      runId,
      journeyId,
      nodeId,
      effectKey: key,
      rules: sendingRules(request.settings, effect, zone),
      priority: request.priority,
      putOff: request.putOff,
      isFresh: !request.resuming && (request.putOff === null || BEFORE_ANYTHING.has(request.putOff.code)),
    },
  });
  const opened = spokenIn ? { conversationId: spokenIn } : {};
  if (effect.asksAgain && messageId === null && outcome.status === "later") {
    return { outcome: toldAtOnce(outcome), ...opened };
  }
  return { outcome, ...opened };
};

/** A node that listens meanwhile is not put off for long: it is told from when it may ask again. */
function toldAtOnce(outcome: Extract<EffectOutcome, { status: "later" }>): EffectOutcome {
  const { at, reason, code = "later" } = outcome;
  if (at - Date.now() <= SHORT) return outcome;
  return { status: "suppressed", code, reason, notBefore: at };
}

function fill(text: unknown, variables: Record<string, string>, { contact, workspace }: Facts): string {
  const chosen = chooseText(localizedTextSchema.parse(text), contact.locale);
  const zone = contact.timezone ?? workspace.timezone;
  return renderTemplate(chosen, variables, { locale: contact.locale, zone, kind: "text" });
}
