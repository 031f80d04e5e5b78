import { type OfflinePolicy, offlinePolicySchema, returnsAfter } from "#core/routing/offline-policy.ts";
import type { Transaction } from "#server/platform/database.ts";
import { armDeadline } from "#server/relay/arm-deadline.ts";
import { parseRoutingSettings } from "#server/routing/routing-settings.ts";

/** What becomes of the work of who is offline: of a team's conversations, and of all others (null). */
export interface OfflinePolicies {
  workspace: OfflinePolicy;
  byTeam: Map<string, OfflinePolicy>;
}

/** The workspace's policy, and those of the teams that have one of their own. */
export async function loadOfflinePolicies(tx: Transaction, workspaceId: string): Promise<OfflinePolicies> {
  const { settings } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const teams = await tx.team.findMany({
    where: { archivedAt: null },
    select: { id: true, whenOffline: true },
  });
  const byTeam = new Map<string, OfflinePolicy>();
  for (const { id, whenOffline } of teams) {
    const policy = offlinePolicySchema.safeParse(whenOffline);
    if (policy.success) byTeam.set(id, policy.data);
  }
  return { workspace: parseRoutingSettings(settings).whenOffline, byTeam };
}

/** Arms the moments at which the work of somebody who has gone offline is taken off them: one for each time that some policy names. */
export async function armOfflineWork(
  tx: Transaction,
  { workspaceId, userId, since }: { workspaceId: string; userId: string; since: Date },
): Promise<void> {
  const { workspace, byTeam } = await loadOfflinePolicies(tx, workspaceId);
  const times = new Set([workspace, ...byTeam.values()].map(returnsAfter));
  for (const after of times) {
    if (after === null) continue;
    const key = `offlineWork:${userId}:${after}`;
    const dueAt = new Date(since.getTime() + after);
    await armDeadline(tx, { workspaceId, kind: "offlineWork", key, dueAt, subjectId: userId });
  }
}
