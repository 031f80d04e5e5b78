import { AppError } from "#core/errors.ts";
import { journeysNaming } from "#server/journeys/journeys-naming.ts";
import type { Transaction } from "#server/platform/database.ts";

/** Refuses a change of an intent that something live goes by, and says what. @throws AppError conflict */
export async function requireUnnamed(
  tx: Transaction,
  workspaceId: string,
  key: string,
  refusal: string,
): Promise<void> {
  const uses = await usesOf(tx, workspaceId, key);
  if (uses.length === 0) return;
  throw new AppError("conflict", `${refusal}: ${uses.join("; ")}. Change that first.`);
}

async function usesOf(tx: Transaction, workspaceId: string, key: string): Promise<string[]> {
  const types = ["intent", "trigger.message"];
  const nodes = await journeysNaming(tx, { workspaceId, types, config: "intents", key });
  const conditions = await tx.$queryRaw<{ use: string }[]>`
    WITH named AS (
      SELECT format('the journey “%s” asks for it', j.name) AS use, p.plan AS content FROM journeys j
      JOIN journey_versions v ON v.workspace_id = j.workspace_id AND v.id = j.live_version_id
      JOIN plans p ON p.workspace_id = v.workspace_id AND p.hash = v.plan_hash
      WHERE j.workspace_id = ${workspaceId}::uuid AND j.status = 'live'
      UNION ALL
      SELECT format('the routing rule “%s” goes by it', r.name), r."when" FROM routing_rules r
      WHERE r.workspace_id = ${workspaceId}::uuid AND r.enabled
      UNION ALL
      SELECT format('the SLA policy “%s” goes by it', s.name), s."when" FROM sla_policies s
      WHERE s.workspace_id = ${workspaceId}::uuid AND s.archived_at IS NULL
    )
    SELECT DISTINCT use FROM named
    WHERE jsonb_path_exists(content,
      '$.** ? (@.field == "message.intent" || @.field == "conversation.intent") ? (@.value == $key || @.value[*] == $key)',
      jsonb_build_object('key', ${key}::text))
    ORDER BY use LIMIT 5`;
  return [...(nodes ? [`it is named by ${nodes}`] : []), ...conditions.map(({ use }) => use)];
}
