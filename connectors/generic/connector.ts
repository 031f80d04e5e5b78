import { z } from "zod";
import type { Connector, CrmAnswer, CrmRequest, CrmResult, OpenConnection } from "#connectors/connector.ts";
import { genericConfig, genericCredentials } from "#connectors/generic/definition.ts";
import { jsonObjectSchema } from "#core/bounded-json.ts";

const LONGEST_DELAY = 60_000;

const answerSchema = z.object({
  id: z.union([z.string().min(1).max(500), z.number()]).nullish(),
  record: jsonObjectSchema.nullish(),
});
const complaintSchema = z.object({ message: z.string() });

/**
 * Posts `{action, object, externalId, fields, wanted?, contact}` as signed JSON and takes `{id?, record?}` for an
 * answer: `id` after an upsert or log, `record` (null where there is none) after a read.
 */
export const genericConnector: Connector = {
  async perform(connection, request, context) {
    const credentials = genericCredentials.safeParse(connection.credentials);
    const url = addressOf(connection);
    if (!credentials.success || url === undefined) {
      return final(
        "not_configured",
        `The connection “${connection.key}” has no address or no signing secret`,
      );
    }
    const { signingSecret, token } = credentials.data;
    const body = JSON.stringify(bodyOf(request));
    const headers = {
      "content-type": "application/json",
      accept: "application/json",
      "idempotency-key": request.key,
      ...context.sign(request.key, body, signingSecret),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    return readAnswer(await context.post(url, headers, body), request);
  },
};

function addressOf({ config, apiBaseUrl }: OpenConnection): string | undefined {
  return apiBaseUrl ?? genericConfig.safeParse(config).data?.url;
}

function bodyOf({ action, object, externalId, fields, wanted, contact }: CrmRequest) {
  return { action, object, externalId, fields, ...(wanted ? { wanted } : {}), contact };
}

function readAnswer({ status, headers, text }: CrmAnswer, request: CrmRequest): CrmResult {
  const body = parse(text);
  if (status === 404 && request.action === "read") return { kind: "done", externalId: null, record: null };
  if (status < 200 || status > 299) {
    const said = complaintSchema.safeParse(body).data?.message.slice(0, 300);
    const retryable = status === 408 || status === 429 || status >= 500;
    const seconds = Number(headers.get("retry-after") ?? Number.NaN);
    const retryAfter = Number.isFinite(seconds)
      ? { retryAfter: Math.min(seconds * 1000, LONGEST_DELAY) }
      : {};
    const message = said ? `The CRM answered ${status}: ${said}` : `The CRM answered ${status}`;
    return { kind: "failed", code: `http_${status}`, message, retryable, ...retryAfter };
  }
  const answer = answerSchema.safeParse(body ?? {});
  if (!answer.success)
    return final("invalid_answer", "The CRM's answer is not JSON of the form {id?, record?}");
  const { id, record } = answer.data;
  return {
    kind: "done",
    externalId: id === undefined || id === null ? null : String(id),
    record: record ?? null,
  };
}

function parse(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function final(code: string, message: string): CrmResult {
  return { kind: "failed", code, message, retryable: false };
}
