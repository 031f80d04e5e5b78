import type { z } from "zod";
import type { JsonObject } from "#core/json.ts";

export type CrmAction = "upsert" | "log" | "read";

/** Everything about a kind of CRM but its I/O: the form of a connection's settings. */
export interface ConnectorDefinition {
  provider: string;
  title: string;
  /** Of `CrmConnection.config` and, encrypted at rest, of its credentials. */
  config: z.ZodType<Record<string, unknown>>;
  credentials: z.ZodType<Record<string, unknown>>;
}

/** A connection with its credentials in the clear. */
export interface OpenConnection {
  id: string;
  workspaceId: string;
  key: string;
  provider: string;
  config: unknown;
  credentials: unknown;
  /** Stands in for the CRM's own address: an emulator or a proxy. */
  apiBaseUrl: string | null;
}

export interface CrmRequest {
  action: CrmAction;
  /** Their kind of thing: "Contact", "Lead", "Task". */
  object: string;
  /** Theirs of the contact's, where it is known. */
  externalId: string | null;
  /** upsert, log: values by their names. read: what to look it up by, where it is not known. */
  fields: JsonObject;
  /** Of a read: the fields that are wanted; all without. */
  wanted?: string[];
  contact: { id: string; email: string | null; phone: string | null; name: string | null };
  /** The same for every attempt: whoever is asked twice does it once. */
  key: string;
}

export type CrmResult =
  /** `record` is null where a read found none. */
  | { kind: "done"; externalId: string | null; record: JsonObject | null }
  | { kind: "failed"; code: string; message: string; retryable: boolean; retryAfter?: number };

export interface CrmAnswer {
  status: number;
  headers: { get(name: string): string | null };
  text: string;
}

/** How a connector reaches the world. */
export interface ConnectorContext {
  /** Throws where no answer comes. */
  post(url: string, headers: Record<string, string>, body: string): Promise<CrmAnswer>;
  /** Headers that show who calls and that nothing was changed (Standard Webhooks). */
  sign(id: string, body: string, secret: string): Record<string, string>;
}

/** A CRM as journeys use it. Repeats with one key must do no harm. */
export interface Connector {
  perform(connection: OpenConnection, request: CrmRequest, context: ConnectorContext): Promise<CrmResult>;
}
