import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

/** @typedef {import("@prisma/schema-engine-wasm").SchemaEngine} SchemaEngine */
/** @typedef {{ path: string, content: string }} SchemaFile */

/** @type {Promise<typeof import("@prisma/schema-engine-wasm/schema_engine_bg")> | undefined} */
let loaded;
let panicMessage = "";

/**
 * Prisma's schema engine as WebAssembly, which needs no download and no shell: the npm package holds it whole.
 */
function loadEngine() {
  loaded ??= (async () => {
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: {
        /** @param {string} message */
        set_message(message) {
          panicMessage = message;
        },
      },
    });
    const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
    const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
    const module = await WebAssembly.compile(readFileSync(join(folder, "schema_engine_bg.wasm")));
    const instance = new WebAssembly.Instance(module, {
      "./schema_engine_bg.js": /** @type {WebAssembly.ModuleImports} */ (/** @type {unknown} */ (bindings)),
    });
    bindings.__wbg_set_wasm(instance.exports);
    /** @type {() => void} */ (instance.exports.__wbindgen_start)();
    return bindings;
  })();
  return loaded;
}

/**
 * Runs a job with a schema engine connected to a database, and turns its panics and coded errors into errors
 * with a message that a person can act on.
 * @template Result
 * @param {string} url of the owner
 * @param {SchemaFile[]} schema may be empty
 * @param {(engine: SchemaEngine) => Promise<Result>} job
 * @returns {Promise<Result>}
 */
export async function withSchemaEngine(url, schema, job) {
  const { SchemaEngine } = await loadEngine();
  const factory = new DiscreteFactory(url);
  panicMessage = "";
  /** @type {SchemaEngine | undefined} */
  let engine;
  try {
    engine = await SchemaEngine.new(
      { datamodels: schema.length > 0 ? schema.map(({ path, content }) => [path, content]) : undefined },
      () => {},
      bindMigrationAwareSqlAdapterFactory(factory),
    );
    return await job(engine);
  } catch (error) {
    throw new Error(describeError(error), { cause: error });
  } finally {
    engine?.free();
    await factory.close();
  }
}

/** @param {unknown} error */
function describeError(error) {
  if (panicMessage) return `Prisma's schema engine panicked: ${panicMessage}`;
  const text = error instanceof Error ? error.message : JSON.stringify(error);
  try {
    const { message, meta, is_panic: isPanic } = JSON.parse(text);
    if (message && !isPanic) return meta?.error ?? message;
  } catch {
    // Not JSON: the text itself is the message, followed by the engine's own trace.
  }
  const migration = /migration_name="([^"]+)"/.exec(text)?.[1];
  const [said = text] = text.split(/\n\s+0: /);
  return migration ? `${migration}: ${said.trim()}` : said.trim();
}

/**
 * Connects with discrete settings: given a connection string, the adapter's "shadow" connection would land on
 * the real database and wipe it.
 */
class DiscreteFactory extends PrismaPg {
  /** @type {pg.PoolConfig} */
  #config;
  /** @type {Set<import("@prisma/driver-adapter-utils").SqlDriverAdapter>} */
  #open = new Set();

  /** @param {string} url */
  constructor(url) {
    const config = discreteSettings(url);
    super(config);
    this.#config = config;
  }

  /** @override */
  async connect() {
    const adapter = correct(await super.connect());
    this.#open.add(adapter);
    return adapter;
  }

  /** @override */
  async connectToShadowDb() {
    const database = `throughline_shadow_${globalThis.crypto.randomUUID().replaceAll("-", "")}`;
    await this.#administer(`CREATE DATABASE "${database}" TEMPLATE template0`);
    const adapter = correct(await new PrismaPg({ ...this.#config, database }).connect());
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      this.#open.delete(adapter);
      await dispose();
      await this.#administer(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    };
    this.#open.add(adapter);
    return adapter;
  }

  async close() {
    await Promise.all([...this.#open].map((adapter) => adapter.dispose()));
  }

  /** @param {string} statement */
  async #administer(statement) {
    const client = new pg.Client(this.#config);
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

/** @typedef {import("@prisma/driver-adapter-utils").SqlDriverAdapter} SqlDriverAdapter */
/** @typedef {{ fields: { dataTypeID: number }[], rows: unknown[][] }} RawResult */
/** @typedef {{ underlyingDriver: () => pg.Pool, onError: (error: unknown) => never }} Inner */
/** @typedef {import("@prisma/driver-adapter-utils").SqlQueryable & { performIO: (query: unknown) => Promise<RawResult> }} Queryable */

/**
 * Corrects an adapter in two places. It cuts a script at every semicolon, also inside a function's body: the
 * script goes to Postgres whole instead, which makes it one transaction. And its catalogue queries fail on
 * the one-byte system type.
 * @template {SqlDriverAdapter} Adapter
 * @param {Adapter} adapter
 * @returns {Adapter}
 */
function correct(adapter) {
  presentSystemCharacters(adapter);
  const inner = /** @type {Inner} */ (/** @type {unknown} */ (adapter));
  adapter.executeScript = async (script) => {
    try {
      await inner.underlyingDriver().query(`${script}\n;${finishMigration}`);
    } catch (error) {
      inner.onError(error);
    }
  };
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (level) => {
    const transaction = await startTransaction(level);
    presentSystemCharacters(transaction);
    return transaction;
  };
  return adapter;
}

// Recorded in the script's own transaction, so a kill between the two cannot leave a migration half known.
const finishMigration = `
DO $finish$ BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    UPDATE _prisma_migrations SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL;
  END IF;
END $finish$`;

const systemCharacter = 18;
const paddedText = 1042;

/**
 * The engine reads Postgres's one-byte system type `"char"` as Character; the adapter does not know it.
 * @param {import("@prisma/driver-adapter-utils").SqlQueryable} plain
 */
function presentSystemCharacters(plain) {
  const queryable = /** @type {Queryable} */ (plain);
  /** @type {WeakMap<object, number[]>} the columns of that type, by the rows of their result */
  const columns = new WeakMap();
  const performIO = queryable.performIO.bind(queryable);
  const queryRaw = queryable.queryRaw.bind(queryable);
  queryable.performIO = async (query) => {
    const result = await performIO(query);
    const found = result.fields.flatMap((field, index) =>
      field.dataTypeID === systemCharacter ? [index] : [],
    );
    const fields = result.fields.map((field) =>
      field.dataTypeID === systemCharacter ? { ...field, dataTypeID: paddedText } : field,
    );
    columns.set(result.rows, found);
    return Object.assign(result, { fields });
  };
  queryable.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of columns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
}

/**
 * @param {string} url
 * @returns {pg.PoolConfig}
 */
export function discreteSettings(url) {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const mode = searchParams.get("sslmode");
  const verified = mode === "verify-full" || mode === "verify-ca";
  return {
    host: decodeURIComponent(searchParams.get("host") ?? hostname).replace(/^\[(.*)\]$/, "$1"),
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    ssl: mode && mode !== "disable" ? { rejectUnauthorized: verified } : undefined,
  };
}
