import { createTransport } from "nodemailer";
import { environment } from "#server/platform/env.ts";

export interface Mail {
  to: string[];
  subject: string;
  text: string;
  /** Named in the Message-ID, by which a mailbox knows a repeat. */
  key: string;
}

/**
 * not_configured, refused: trying again does not mend it. not_sent: it may. unknown_outcome: the server may or may
 * not have taken the message.
 */
export type MailFailure = "not_configured" | "refused" | "not_sent" | "unknown_outcome";

export class MailError extends Error {
  override readonly name = "MailError";
  readonly code: MailFailure;

  constructor(code: MailFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Milliseconds. */
const PATIENCE = 10_000;

/** Of failures before the message was given over: it may be tried again. */
const NOT_GIVEN = new Set(["ECONNECTION", "EDNS", "ECONNREFUSED", "ETLS"]);

/**
 * Sends an e-mail by the server of `SMTP_URL`.
 * @throws MailError
 */
export async function sendMail({ to, subject, text, key }: Mail): Promise<void> {
  const { SMTP_URL, SMTP_FROM } = environment();
  if (!SMTP_URL || !SMTP_FROM) {
    throw new MailError(
      "not_configured",
      "E-mail to colleagues is not set up: SMTP_URL and SMTP_FROM are not set",
    );
  }
  const timeouts = { connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE };
  const transport = createTransport({ url: SMTP_URL, ...timeouts });
  const messageId = `<${key.replace(/[^\w.-]/g, "-")}@throughline>`;
  try {
    await transport.sendMail({ from: SMTP_FROM, to, subject, text, messageId });
  } catch (error) {
    throw mailError(error);
  } finally {
    transport.close();
  }
}

function mailError(error: unknown): MailError {
  const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string };
  const words = error instanceof Error ? error.message : String(error);
  if (code === "EAUTH")
    return new MailError("refused", "The mail server refuses the name or password in SMTP_URL");
  if (responseCode !== undefined) {
    const isLasting = responseCode >= 500;
    return new MailError(isLasting ? "refused" : "not_sent", `The mail server said: ${words}`, {
      cause: error,
    });
  }
  if (NOT_GIVEN.has(code ?? "") || command === "CONN") {
    return new MailError("not_sent", "The mail server could not be reached", { cause: error });
  }
  return new MailError("unknown_outcome", "The mail server broke off, and may have taken the message", {
    cause: error,
  });
}
