import type { PoolClient } from "pg";
import { databasePool } from "#server/platform/database.ts";
import { transactionStart } from "#server/platform/workspace-client.ts";

/**
 * One transaction on a bare connection that sees one workspace: for the engine's few hot statements, where a
 * query builder would cost more than the query. Everything else goes through `transact`.
 */
export async function onWorkspaceRows<Result>(
  workspaceId: string,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await databasePool().connect();
  let broken: Error | undefined;
  try {
    await transactionStart.run({ workspaceId, isolation: "READ COMMITTED" }, () =>
      client.query({ text: "BEGIN" }),
    );
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((cause: unknown) => {
      broken = cause instanceof Error ? cause : new Error(String(cause));
    });
    throw error;
  } finally {
    // A connection that could not even roll back is not given to the next one.
    client.release(broken);
  }
}
