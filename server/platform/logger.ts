import { type Logger, pino } from "pino";

/** Never written to a log, wherever they stand in what is logged. */
const SECRET_FIELDS = [
  "authorization",
  "cookie",
  "password",
  "credentials",
  "authToken",
  "token",
  "secret",
  "apiKey",
].flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/** The process's log: JSON lines on standard output, secrets blotted out. Log ids, never what people wrote. */
export const logger: Logger = pino({
  level: process.env.LOG_LEVEL || "info",
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  redact: { paths: SECRET_FIELDS, censor: "[removed]" },
});

/** A logger that names the part of the product it speaks for. */
export function loggerFor(part: string): Logger {
  return logger.child({ part });
}
