import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

export interface TransactionStart {
  workspaceId: string;
  isolation: "READ COMMITTED" | "REPEATABLE READ" | "SERIALIZABLE";
}

/**
 * Set around a transaction's start; read where its BEGIN is sent. On globalThis like the pool itself: Next loads this
 * module once for pages and once for routes, and a pool opened by one must see what the other sets.
 */
const holder = globalThis as typeof globalThis & {
  throughlineTransactionStart?: AsyncLocalStorage<TransactionStart>;
};
holder.throughlineTransactionStart ??= new AsyncLocalStorage<TransactionStart>();
export const transactionStart = holder.throughlineTransactionStart;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Sends BEGIN and the workspace for row-level security as one query: no round trip more than a bare BEGIN, and
 * no moment in which the transaction is open without its workspace. Queries asked for at once go one by one.
 */
export class WorkspaceClient extends pg.Client {
  #under = 0;
  #last: Promise<unknown> = Promise.resolve();

  // biome-ignore lint/suspicious/noExplicitAny: pg declares ten overloads of query, all of which pass through.
  override query(...args: any[]): any {
    const start = isBegin(args[0]) ? transactionStart.getStore() : undefined;
    if (start) args[0] = { text: beginIn(start) };
    const send = () => (super.query as (...all: unknown[]) => Promise<unknown>).apply(this, args);
    return typeof args.at(-1) === "function" ? send() : this.#inTurn(send);
  }

  /** pg gives up its own queue in version 9; related rows of one Prisma query are asked for at once. */
  #inTurn(send: () => Promise<unknown>): Promise<unknown> {
    const result = this.#under === 0 ? send() : this.#last.then(send);
    this.#under += 1;
    this.#last = result.then(
      () => this.#done(),
      () => this.#done(),
    );
    return result;
  }

  #done(): void {
    this.#under -= 1;
  }
}

function isBegin(query: unknown): boolean {
  return typeof query === "object" && query !== null && "text" in query && query.text === "BEGIN";
}

function beginIn({ workspaceId, isolation }: TransactionStart): string {
  // A query of several statements takes no parameters, so the value is checked instead.
  if (!UUID.test(workspaceId)) throw new Error(`Not a workspace id: ${JSON.stringify(workspaceId)}`);
  return `BEGIN ISOLATION LEVEL ${isolation}; SELECT set_config('app.workspace_id', '${workspaceId}', true)`;
}
