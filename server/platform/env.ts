import { z } from "zod";

// Every variable of the environment is read in this one place. An empty value counts as unset.

/** Names each wrong or missing variable and what was expected, one a line; never a value, which may be secret. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";
}

const wholeNumber = (least: number, most: number) => {
  const within = (value: number) => value >= least && value <= most;
  const error = `a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error, abort: true })
    .transform(Number)
    .refine(within, { error });
};
const webAddress = z.url({
  protocol: /^https?$/,
  error: "an http or https URL, such as https://chat.example.com",
});
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: "a Postgres URL, such as postgresql://user:password@localhost:5432/throughline",
});
const hostAndPort = z
  .string()
  .regex(/^(\[[0-9a-f:]+\]|[\w.-]+):\d{1,5}$/i, { error: "host:port, such as localhost:7233" });
const name = z.string().regex(/^[\w.-]{1,200}$/, { error: "letters, digits, dots, dashes and underscores" });
const encryptionKey = z.string().transform(toBase64Key);
const hostsAndPorts = z
  .string()
  .transform((value) => value.split(",").map((entry) => entry.trim().toLowerCase()))
  .pipe(z.array(hostAndPort));
const flag = z.enum(["0", "1", "false", "true"]).transform((value) => value === "1" || value === "true");

/** What a user may set; `npm start` checks it and fills in the rest. */
const settings = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: wholeNumber(1, 65_535).optional(),
  HOST: name.default("127.0.0.1"),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: postgresUrl.optional(),
  APP_DATABASE_URL: postgresUrl.optional(),
  DATABASE_POOL_SIZE: wholeNumber(1, 500).default(10),
  TEMPORAL_ADDRESS: hostAndPort.optional(),
  TEMPORAL_NAMESPACE: name.default("default"),
  TEMPORAL_TASK_QUEUE: name.default("throughline"),
  PUBLIC_URL: webAddress.transform((url) => url.replace(/\/+$/, "")).optional(),
  ADMIN_EMAIL: z.email({ error: "an e-mail address" }).optional(),
  ADMIN_PASSWORD: z.string().min(8, { error: "at least 8 characters" }).optional(),
  ADMIN_API_KEY: z.string().min(12, { error: "at least 12 characters" }).optional(),
  LLM_BASE_URL: webAddress.optional(),
  LLM_API_KEY: z.string().optional(),
  LLM_MODEL: z.string().optional(),
  /** Where e-mail to colleagues goes out. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "an SMTP URL, such as smtps://user:password@mail.example.com:465" })
    .optional(),
  SMTP_FROM: z
    .string()
    .regex(/@/, { error: "an e-mail address, such as Clinic <care@example.com>" })
    .optional(),
  NEXTAUTH_SECRET: z.string().min(16, { error: "at least 16 characters" }).optional(),
  ENCRYPTION_KEY: encryptionKey.optional(),
  SEED_DEMO: flag.default(true),
  /** Private addresses that journeys may call nevertheless, as host:port; for tests. None without. */
  PRIVATE_ADDRESSES_ALLOWED: hostsAndPorts.default([]),
  CHROMIUM_PATH: z.string().optional(),
  /** The workflows as `npm start` has bundled them; bundled from their sources without. */
  WORKFLOW_BUNDLE: z.string().optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

/** A production database of its own outlives this machine: keys that are made and kept here would not. */
const ownSettings = settings.superRefine((given, context) => {
  if (given.NODE_ENV !== "production" || given.DATABASE_URL === undefined) return;
  for (const variable of ["NEXTAUTH_SECRET", "ENCRYPTION_KEY"] as const) {
    if (given[variable] === undefined)
      context.addIssue({ code: "custom", path: [variable], message: "a secret" });
  }
});

/** What the web and worker processes are given by `npm start`, or by whoever runs them otherwise. */
const complete = settings.required({
  APP_DATABASE_URL: true,
  TEMPORAL_ADDRESS: true,
  PUBLIC_URL: true,
  NEXTAUTH_SECRET: true,
  ENCRYPTION_KEY: true,
});

export type Settings = z.output<typeof settings>;
export type Environment = z.output<typeof complete>;

type Source = Record<string, string | undefined>;

/**
 * Reads what a user has set.
 * @throws EnvironmentError naming every wrong variable and what was expected, never the value of one.
 */
export function readSettings(source: Source = process.env): Settings {
  return read(ownSettings, source);
}

/**
 * Reads the environment of a running process.
 * @throws EnvironmentError naming every wrong or missing variable and what was expected.
 */
export function readEnvironment(source: Source = process.env): Environment {
  return read(complete, source);
}

let known: Environment | undefined;

/** The environment of this process, read on first use, so that importing a module needs none of it. */
export function environment(): Environment {
  known ??= readEnvironment();
  return known;
}

function read<Schema extends z.ZodType>(schema: Schema, source: Source): z.output<Schema> {
  const set = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const variable = String(issue.path[0]);
    return set[variable] === undefined
      ? `${variable} is not set`
      : `${variable} is wrong: expected ${expectation(issue)}`;
  });
  throw new EnvironmentError([...new Set(lines)].join("\n"));
}

function expectation(issue: z.core.$ZodIssue): string {
  return issue.code === "invalid_value" ? `one of ${issue.values.join(", ")}` : issue.message;
}

/**
 * AES-256 keys, the newest first, separated by commas: old ones stay readable after a rotation. Each is 32
 * bytes in base64 or hexadecimal; base64 comes out.
 */
function toBase64Key(value: string, context: z.RefinementCtx): string[] {
  const keys = value.split(",").map((key) => {
    const text = key.trim();
    return Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? "hex" : "base64");
  });
  if (keys.some((key) => key.length !== 32)) {
    context.addIssue({
      code: "custom",
      message: "32 bytes in base64 (openssl rand -base64 32); several, separated by commas, after a rotation",
    });
    return z.NEVER;
  }
  return keys.map((key) => key.toString("base64"));
}
