import type { CampaignResults } from "#core/api/campaigns.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { findCampaign } from "#server/campaigns/read-campaigns.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

interface SendCount {
  /** The message's own status; null where none was made. */
  status: "queued" | "sending" | "sent" | "delivered" | "read" | "failed" | "unknown" | "received" | null;
  outcome: string | null;
  reason: string | null;
  count: number;
}

/** What became of a campaign so far: its runs, its messages, who answered, and why some got nothing. */
export async function readCampaignResults(actor: Actor, campaignId: string): Promise<CampaignResults> {
  authorize(actor, "campaigns.view");
  return transact(actor, async (tx) => {
    await findCampaign(tx, campaignId);
    const { workspaceId } = actor;
    const [people] = await tx.$queryRaw<{ replied: number; goalReached: number }[]>`
      SELECT count(r.goal_reached_at)::int AS "goalReached", count(*) FILTER (WHERE EXISTS (
          SELECT FROM messages m WHERE m.conversation_id = r.conversation_id AND m.direction = 'in'
            AND m.created_at >= r.started_at))::int AS replied
      FROM runs r WHERE r.workspace_id = ${workspaceId}::uuid AND r.campaign_id = ${campaignId}::uuid`;
    const skipped = await tx.campaignRecipient.groupBy({
      by: ["reason"],
      where: { campaignId, status: { in: ["skipped", "failed"] } },
      _count: true,
    });
    return {
      runs: await countRuns(tx, campaignId),
      replied: people?.replied ?? 0,
      goalReached: people?.goalReached ?? 0,
      ...summariseSends(await countSends(tx, workspaceId, campaignId)),
      skipped: byCount(skipped.map(({ reason, _count }) => ({ reason: reason ?? "Unknown", count: _count }))),
    };
  });
}

async function countRuns(tx: Transaction, campaignId: string): Promise<CampaignResults["runs"]> {
  const groups = await tx.run.groupBy({ by: ["status"], where: { campaignId }, _count: true });
  const runs: CampaignResults["runs"] = {
    running: 0,
    waiting: 0,
    held: 0,
    paused: 0,
    stuck: 0,
    completed: 0,
    exited: 0,
    stopped: 0,
  };
  for (const { status, _count } of groups) runs[status] = _count;
  return runs;
}

/** A send that made a message counts as that message, which delivery reports move on; any other as its outcome. */
async function countSends(tx: Transaction, workspaceId: string, campaignId: string): Promise<SendCount[]> {
  return tx.$queryRaw<SendCount[]>`
    SELECT m.status, CASE WHEN e.status = 'done' THEN e.result ->> 'status' ELSE e.status::text END AS outcome,
      coalesce(m.error ->> 'code', e.error ->> 'code', e.result ->> 'code') AS reason, count(*)::int AS count
    FROM runs r JOIN effects e ON e.workspace_id = r.workspace_id AND e.run_id = r.id AND e.kind = 'send'
    LEFT JOIN messages m ON m.workspace_id = e.workspace_id AND m.effect_key = e.key
    WHERE r.workspace_id = ${workspaceId}::uuid AND r.campaign_id = ${campaignId}::uuid
    GROUP BY 1, 2, 3`;
}

function summariseSends(sends: SendCount[]): Pick<CampaignResults, "messages" | "failures" | "suppressions"> {
  const messages = { sent: 0, delivered: 0, read: 0, failed: 0, suppressed: 0, unknown: 0 };
  const failures = new Map<string, number>();
  const suppressions = new Map<string, number>();
  for (const { status, outcome, reason, count } of sends) {
    const became = becameOf(status, outcome);
    if (!became) continue;
    messages[became] += count;
    const reasons = became === "failed" ? failures : became === "suppressed" ? suppressions : undefined;
    const why = reason ?? "unknown";
    reasons?.set(why, (reasons.get(why) ?? 0) + count);
  }
  const listed = (reasons: Map<string, number>) =>
    byCount([...reasons].map(([reason, count]) => ({ reason, count })));
  return { messages, failures: listed(failures), suppressions: listed(suppressions) };
}

function becameOf(
  status: SendCount["status"],
  outcome: string | null,
): keyof CampaignResults["messages"] | undefined {
  if (outcome === "suppressed") return "suppressed";
  if (status === "delivered" || status === "read" || status === "failed" || status === "unknown")
    return status;
  if (outcome === "failed" || outcome === "unknown") return outcome;
  // One that waits for its turn has not been sent yet.
  return outcome === "done" ? "sent" : undefined;
}

function byCount<Line extends { count: number }>(lines: Line[]): Line[] {
  return lines.sort((left, right) => right.count - left.count);
}
