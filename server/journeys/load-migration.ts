import type { NodeMap } from "#core/journey/migration.ts";
import { onWorkspaceRows } from "#server/journeys/workspace-rows.ts";

/** A version as a migration needs it; its plan is fetched by hash. */
export interface VersionOfRun {
  id: string;
  number: number;
  planHash: string;
}

export interface StoredMigration {
  to: VersionOfRun;
  nodeMap: NodeMap;
}

const LIMIT = 1_000;
const versions = new Map<string, VersionOfRun>();
const migrations = new Map<string, StoredMigration>();

/** A version by its id. Versions never change, so each process reads each of them once. */
export async function loadVersion(workspaceId: string, versionId: string): Promise<VersionOfRun> {
  const version = await remembered(versions, `${workspaceId}:${versionId}`, () =>
    readOne<VersionOfRun>(
      workspaceId,
      `SELECT id, number, plan_hash AS "planHash" FROM journey_versions WHERE workspace_id = $1 AND id = $2`,
      versionId,
    ),
  );
  if (!version) throw new Error(`There is no version ${versionId} in this workspace`);
  return version;
}

/** Where an operation moves its runs to: written once with it. Undefined where there is none. */
export async function loadMigration(
  workspaceId: string,
  operationId: string,
): Promise<StoredMigration | undefined> {
  return remembered(migrations, `${workspaceId}:${operationId}`, async () => {
    const row = await readOne<{ toVersionId: string; nodeMap: NodeMap }>(
      workspaceId,
      `SELECT to_version_id AS "toVersionId", node_map AS "nodeMap" FROM run_operations
       WHERE workspace_id = $1 AND id = $2 AND to_version_id IS NOT NULL`,
      operationId,
    );
    return row && { to: await loadVersion(workspaceId, row.toVersionId), nodeMap: row.nodeMap };
  });
}

async function remembered<Value>(
  known: Map<string, Value>,
  name: string,
  read: () => Promise<Value | undefined>,
): Promise<Value | undefined> {
  const before = known.get(name);
  if (before) return before;
  const value = await read();
  if (!value) return undefined;
  if (known.size >= LIMIT) known.delete(known.keys().next().value as string);
  known.set(name, value);
  return value;
}

async function readOne<Row extends object>(
  workspaceId: string,
  text: string,
  id: string,
): Promise<Row | undefined> {
  const { rows } = await onWorkspaceRows(workspaceId, (client) =>
    client.query<Row>({ text, values: [workspaceId, id] }),
  );
  return rows[0];
}
