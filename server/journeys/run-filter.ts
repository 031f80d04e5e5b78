import type { RunFilter } from "#core/api/run-operations.ts";
import { Prisma } from "#prisma/generated/client.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The runs of a workspace that fit a filter, as a condition on `runs r`: the same for lists and for bulk. */
export function runCondition(workspaceId: string, filter: RunFilter): Prisma.Sql {
  const parts = [Prisma.sql`r.workspace_id = ${workspaceId}::uuid`, ...placeOf(workspaceId, filter)];
  const { status, stuckCode, contact, conversation, campaign, startedBefore, startedAfter, test } = filter;
  if (status?.length) parts.push(Prisma.sql`r.status = ANY(${status}::run_status[])`);
  if (stuckCode !== undefined) parts.push(Prisma.sql`r.stuck_code = ${stuckCode}`);
  if (contact) parts.push(Prisma.sql`r.contact_id = ${contact}::uuid`);
  if (conversation) parts.push(Prisma.sql`r.conversation_id = ${conversation}::uuid`);
  if (campaign) parts.push(Prisma.sql`r.campaign_id = ${campaign}::uuid`);
  if (startedBefore) parts.push(Prisma.sql`r.started_at < ${new Date(startedBefore)}`);
  if (startedAfter) parts.push(Prisma.sql`r.started_at >= ${new Date(startedAfter)}`);
  if (test !== undefined) parts.push(Prisma.sql`r.is_test = ${test}`);
  if (filter.runs) parts.push(Prisma.sql`r.id = ANY(${filter.runs}::uuid[])`);
  if (filter.operation) {
    parts.push(Prisma.sql`EXISTS (SELECT FROM run_operation_items i WHERE i.run_id = r.id
      AND i.operation_id = ${filter.operation}::uuid AND i.outcome IN ('pending', 'sent', 'done'))`);
  }
  return Prisma.join(parts, " AND ");
}

/** Journey, version and node. */
function placeOf(workspaceId: string, { journey, version, node }: RunFilter): Prisma.Sql[] {
  const parts: Prisma.Sql[] = [];
  if (journey && ID.test(journey)) parts.push(Prisma.sql`r.journey_id = ${journey}::uuid`);
  else if (journey) {
    parts.push(Prisma.sql`r.journey_id = (SELECT j.id FROM journeys j
      WHERE j.workspace_id = ${workspaceId}::uuid AND j.key = ${journey})`);
  }
  if (version !== undefined) {
    parts.push(Prisma.sql`r.version_id IN (SELECT v.id FROM journey_versions v
      WHERE v.workspace_id = ${workspaceId}::uuid AND v.number = ${version})`);
  }
  if (node) parts.push(Prisma.sql`r.current_node_id = ${node} AND r.ended_at IS NULL`);
  return parts;
}
