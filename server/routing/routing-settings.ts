import { z } from "zod";
import type { RoutingSettings } from "#core/api/working-time.ts";
import type { JsonObject } from "#core/json.ts";
import { DEFAULT_OFFLINE_POLICY, offlinePolicySchema } from "#core/routing/offline-policy.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

const storedSchema = z.object({
  tiers: z.array(z.string()).catch([]),
  routing: z
    .object({ whenOffline: offlinePolicySchema.catch(DEFAULT_OFFLINE_POLICY) })
    .catch({ whenOffline: DEFAULT_OFFLINE_POLICY }),
});

/** How routing works here, from the workspace's settings. */
export function parseRoutingSettings(settings: unknown): RoutingSettings {
  const { tiers, routing } = storedSchema.parse(settings ?? {});
  return { tiers, whenOffline: routing.whenOffline };
}

export async function readRoutingSettings(actor: Actor): Promise<RoutingSettings> {
  authorize(actor, "conversations.view");
  return transact(actor, async (tx) => parseRoutingSettings((await workspaceOf(tx, actor)).settings));
}

/** Changes how routing works; it holds from the next decision on. */
export async function putRoutingSettings(actor: Actor, given: RoutingSettings): Promise<RoutingSettings> {
  authorize(actor, "routing.edit");
  const { tiers, whenOffline } = given;
  await transact(actor, async (tx) => {
    const { id, settings } = await workspaceOf(tx, actor);
    const all = settings as JsonObject;
    const routing = { ...(all.routing as JsonObject | undefined), whenOffline };
    const data = { settings: { ...all, tiers, routing } as Prisma.InputJsonObject };
    await tx.workspace.update({ where: { id }, data });
    await writeAudit(tx, actor, {
      action: "routing.settings_changed",
      subjectType: "workspace",
      subjectId: id,
    });
  });
  return given;
}

function workspaceOf(tx: Transaction, { workspaceId }: Actor) {
  return tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
}
