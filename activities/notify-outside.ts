import { failed, type SlowPerformer, type SlowRequest, tryAgain } from "#activities/slow-performer.ts";
import { excerpt } from "#core/journey/card-text.ts";
import type { EffectOutcome } from "#core/journey/effect.ts";
import { isRecipient, nobodyWords } from "#core/journey/recipient.ts";
import { systemActor } from "#server/access/actor.ts";
import { findSecrets } from "#server/journeys/read-secret.ts";
import { findRecipients } from "#server/notifications/find-recipients.ts";
import { signWebhook } from "#server/notifications/sign-webhook.ts";
import { transact } from "#server/platform/database.ts";
import { MailError, sendMail } from "#server/platform/mailer.ts";
import { fetchPublic, OutwardError } from "#server/platform/public-fetch.ts";

/** The workspace's secret that webhooks are signed with. */
const SIGNING_SECRET = "webhook_signing";
const PATIENCE = 10_000;

type Request = SlowRequest<"notifyOutside">;

/** Tells colleagues by e-mail, or another system by a signed webhook. */
export const performNotifyOutside: SlowPerformer<"notifyOutside"> = (request) =>
  request.effect.via === "email" ? byEmail(request) : byWebhook(request);

async function byEmail({ effect, key, interrupted, ...request }: Request): Promise<EffectOutcome> {
  if (interrupted) {
    return failed("unknown_outcome", "The worker stopped while the e-mail went out: it may have arrived.");
  }
  const to = await addressesOf(request, effect.to);
  if (to.length === 0) return failed("nobody", `Nobody was told: ${nobodyWords(effect.to)}.`);
  const subject = excerpt(effect.text, 120);
  try {
    await sendMail({ to, subject, text: effect.text, key });
    return { status: "done", result: { told: to.length } };
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    if (error.code === "not_sent") throw tryAgain(`${error.message}.`);
    return failed(error.code, `${error.message}.`);
  }
}

async function addressesOf(
  { workspaceId, conversationId }: Omit<Request, "effect" | "key" | "interrupted">,
  to: string,
): Promise<string[]> {
  if (to.includes("@")) return isRecipient(to) ? [to] : [];
  return transact(systemActor(workspaceId, "engine"), async (tx) => {
    const concern = conversationId
      ? await tx.conversation.findUnique({ where: { id: conversationId } })
      : null;
    return (await findRecipients(tx, to, concern)).map(({ email }) => email);
  });
}

async function byWebhook({ effect, key, signal, ...request }: Request): Promise<EffectOutcome> {
  const { workspaceId, runId, journeyId, contactId, conversationId } = request;
  const secret = (await findSecrets(workspaceId, [SIGNING_SECRET])).get(SIGNING_SECRET);
  if (!secret) {
    const reason = `There is no secret “${SIGNING_SECRET}” in this workspace to sign webhooks with: add one that the receiver knows too.`;
    return failed("not_configured", reason);
  }
  const at = new Date();
  const body = JSON.stringify({
    type: "journey.notified",
    timestamp: at.toISOString(),
    data: { text: effect.text, journeyId, runId, contactId, conversationId },
  });
  const headers = { "content-type": "application/json", ...signWebhook(key, body, secret, at) };
  try {
    const within = AbortSignal.any([AbortSignal.timeout(PATIENCE), signal]);
    const response = await fetchPublic(effect.to, { method: "POST", headers, body, signal: within });
    await response.body?.cancel();
    if (response.ok) return { status: "done", result: { status: response.status } };
    const reason = `The webhook answered ${response.status}.`;
    if (response.status === 429 || response.status >= 500) throw tryAgain(reason);
    return failed(`http_${response.status}`, reason);
  } catch (error) {
    if (error instanceof OutwardError) return failed(error.code, `${error.message}.`);
    // Asked again under the same webhook-id, the receiver knows it for a repeat.
    throw error;
  }
}
