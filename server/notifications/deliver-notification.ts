import webPush from "web-push";
import { systemActor } from "#server/access/actor.ts";
import { browsersOf } from "#server/notifications/push-subscriptions.ts";
import { vapidKeys } from "#server/notifications/vapid-keys.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { MailError, sendMail } from "#server/platform/mailer.ts";
import { fetchPublic, OutwardError } from "#server/platform/public-fetch.ts";

const log = loggerFor("notifications");

/** Seconds for which a push service keeps what it cannot deliver, and milliseconds for which we wait for it. */
const KEPT = 12 * 3600;
const PATIENCE = 10_000;
/** All that leaves us: a lock screen is read by whoever passes. */
const PUSHED = JSON.stringify({ title: "Throughline", body: "New activity in Throughline" });

/** Sends a notification by e-mail, unless it was read meanwhile. Throws where trying again may help. */
export async function mailNotification(workspaceId: string, notificationId: string): Promise<void> {
  const unread = await transact({ workspaceId }, (tx) => readUnread(tx, notificationId));
  if (!unread) return;
  const { user, text, conversationId } = unread;
  const address = conversationId ? `${environment().PUBLIC_URL}/inbox/${conversationId}` : null;
  const lines = [text, ...(address ? ["", address] : []), "", whyLine()];
  try {
    await sendMail({
      to: [user.email],
      subject: subjectOf(unread.kind),
      text: lines.join("\n"),
      key: notificationId,
    });
  } catch (error) {
    if (error instanceof MailError && error.code === "not_sent") throw error;
    log.warn({ err: error, notificationId }, "a notification was not mailed");
  }
}

/** Wakes the browsers of whom a notification is for. One that has gone is forgotten. */
export async function pushNotification(workspaceId: string, notificationId: string): Promise<void> {
  const actor = systemActor(workspaceId, "notifications");
  const browsers = await transact(actor, async (tx) => {
    const unread = await readUnread(tx, notificationId);
    return unread ? browsersOf(tx, unread.user.id) : [];
  });
  const { PUBLIC_URL } = environment();
  const subject = PUBLIC_URL.startsWith("https:") ? PUBLIC_URL : "mailto:operations@throughline.invalid";
  for (const { id, subscription } of browsers) {
    const request = webPush.generateRequestDetails(subscription, PUSHED, {
      vapidDetails: { subject, ...vapidKeys() },
      TTL: KEPT,
      // A browser that was away shows one, not one for each.
      topic: "activity",
    });
    const status = await post(request);
    if (status === 404 || status === 410) {
      await transact(actor, (tx) => tx.pushSubscription.deleteMany({ where: { id } }));
    } else if (status >= 400) log.warn({ status, notificationId }, "a browser was not told");
  }
}

/** The answer's status; 0 where there was none. */
async function post({ endpoint, method, headers, body }: webPush.RequestDetails): Promise<number> {
  try {
    const answer = await fetchPublic(endpoint, {
      method,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body,
      signal: AbortSignal.timeout(PATIENCE),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    // An address that is no push service's will never be one.
    if (error instanceof OutwardError) return 410;
    log.warn({ err: error }, "a push service could not be reached");
    return 0;
  }
}

function readUnread(tx: Transaction, id: string) {
  return tx.notification.findFirst({
    where: { id, readAt: null, user: { deactivatedAt: null } },
    include: { user: { select: { id: true, email: true } } },
  });
}

function subjectOf(kind: string): string {
  if (kind === "mention") return "You were mentioned in Throughline";
  if (kind === "transfer" || kind === "assignment") return "A conversation is yours in Throughline";
  if (kind === "escalation") return "A conversation needs you in Throughline";
  return "New activity in Throughline";
}

function whyLine(): string {
  return `Choose what you are mailed: ${environment().PUBLIC_URL}/settings/notifications`;
}
