import type { MetricTarget } from "#core/api/metric-targets.ts";
import { METRICS } from "#core/metrics/definitions.ts";
import { targetLine } from "#core/metrics/target-words.ts";
import { systemActor } from "#server/access/actor.ts";
import { transact } from "#server/platform/database.ts";
import { loggerFor } from "#server/platform/logger.ts";
import { MailError, sendMail } from "#server/platform/mailer.ts";
import { armReview } from "#server/targets/arm-review.ts";
import { listMetricTargets } from "#server/targets/metric-targets.ts";

const log = loggerFor("targets");

/**
 * The week's review: who may steer the workspace gets every target beside what it was, by e-mail, and the next review
 * is set. With no targets left there is none. Sent again for the same moment it has the same Message-ID.
 */
export async function reviewTargets(workspaceId: string, dueAt: Date): Promise<void> {
  const actor = systemActor(workspaceId, "targets");
  const { data: targets } = await listMetricTargets(actor, { limit: 200 });
  if (targets.length === 0) return;
  const { to, name } = await transact(actor, async (tx) => {
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    const users = await tx.user.findMany({
      where: { deactivatedAt: null, role: { in: ["supervisor", "admin"] } },
      select: { email: true },
      orderBy: { email: "asc" },
    });
    return { to: users.map(({ email }) => email), name: workspace.name };
  });
  if (to.length > 0) {
    const missed = targets.filter(({ reached }) => reached === false).length;
    const subject = `${name}: ${missed === 0 ? "every target reached" : `${missed} of ${targets.length} targets missed`} this week`;
    await mail({
      to,
      subject,
      text: reviewText(targets),
      key: `targets-${workspaceId}-${dueAt.toISOString()}`,
    });
  }
  await transact(actor, (tx) => armReview(tx, workspaceId, new Date()));
}

/** A review that cannot be mailed for good is left out, so that the next one is set all the same. */
async function mail(message: Parameters<typeof sendMail>[0]): Promise<void> {
  try {
    await sendMail(message);
  } catch (error) {
    if (error instanceof MailError && error.code === "not_sent") throw error;
    log.warn({ err: error }, "the weekly review of targets was not sent");
  }
}

function reviewText(targets: MetricTarget[]): string {
  const groups = [
    { title: "Missed", reached: false },
    { title: "Reached", reached: true },
    { title: "Nothing to say this week", reached: null },
  ];
  return groups
    .map(({ title, reached }) => ({ title, of: targets.filter((target) => target.reached === reached) }))
    .filter(({ of }) => of.length > 0)
    .map(
      ({ title, of }) =>
        `${title}\n${of.map((target) => `- ${targetLine(METRICS[target.metric], target)}`).join("\n")}`,
    )
    .join("\n\n");
}
