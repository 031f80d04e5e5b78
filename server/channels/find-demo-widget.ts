import { systemActor } from "#server/access/actor.ts";
import { listWorkspaces } from "#server/platform/cross-workspace.ts";
import { transact } from "#server/platform/database.ts";

export interface DemoWidget {
  accountId: string;
  name: string;
  workspaceName: string;
}

/** The demo workspace's web-chat account, for the page that shows the widget; null in an empty installation. */
export async function findDemoWidget(): Promise<DemoWidget | null> {
  for (const { workspaceId } of await listWorkspaces()) {
    const account = await transact(systemActor(workspaceId, "demo"), (tx) =>
      tx.channelAccount.findFirst({
        where: { type: "webchat", isDemo: true, archivedAt: null },
        include: { workspace: { select: { name: true } } },
        orderBy: { createdAt: "asc" },
      }),
    );
    if (account) return { accountId: account.id, name: account.name, workspaceName: account.workspace.name };
  }
  return null;
}
