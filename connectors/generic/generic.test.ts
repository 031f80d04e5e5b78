import { describe, expect, it } from "vitest";
import type { ConnectorContext, CrmAnswer, CrmRequest, OpenConnection } from "#connectors/connector.ts";
import { genericConnector } from "#connectors/generic/connector.ts";

const connection: OpenConnection = {
  id: "connection-1",
  workspaceId: "workspace-1",
  key: "crm",
  provider: "generic",
  config: { url: "https://crm.example.com/hook" },
  credentials: { signingSecret: "sixteen-letters!", token: "t0ken" },
  apiBaseUrl: null,
};

const request: CrmRequest = {
  action: "upsert",
  object: "Lead",
  externalId: null,
  fields: { Plan: "pro" },
  contact: { id: "contact-1", email: "ann@example.com", phone: null, name: "Ann" },
  key: "run-1:2",
};

function answering(status: number, text: string, headers: Record<string, string> = {}) {
  const calls: { url: string; headers: Record<string, string>; body: string }[] = [];
  const context: ConnectorContext = {
    async post(url, sent, body): Promise<CrmAnswer> {
      calls.push({ url, headers: sent, body });
      return { status, text, headers: { get: (name) => headers[name] ?? null } };
    },
    sign: (id, _body, secret) => ({ "webhook-signature": `${id}/${secret}` }),
  };
  return { calls, context };
}

describe("the signed webhook", () => {
  it("posts what is to be done, signed and with its key", async () => {
    const { calls, context } = answering(200, '{"id": 17}');
    expect(await genericConnector.perform(connection, request, context)).toEqual({
      kind: "done",
      externalId: "17",
      record: null,
    });
    expect(calls[0]).toMatchObject({
      url: "https://crm.example.com/hook",
      headers: {
        authorization: "Bearer t0ken",
        "idempotency-key": "run-1:2",
        "webhook-signature": "run-1:2/sixteen-letters!",
      },
    });
    expect(JSON.parse(calls[0]?.body ?? "")).toEqual({
      action: "upsert",
      object: "Lead",
      externalId: null,
      fields: { Plan: "pro" },
      contact: request.contact,
    });
  });

  it("takes a record that is not there for none", async () => {
    const read = { ...request, action: "read" as const, wanted: ["Plan"] };
    const none = { kind: "done", externalId: null, record: null };
    expect(await genericConnector.perform(connection, read, answering(404, "").context)).toEqual(none);
    expect(
      await genericConnector.perform(connection, read, answering(200, '{"record": null}').context),
    ).toEqual(none);
  });

  it.each([
    [429, true],
    [500, true],
    [400, false],
    [404, false],
  ])("fails by %s, and says whether trying again may help: %s", async (status, retryable) => {
    const { context } = answering(status, '{"message": "no such field"}', { "retry-after": "2" });
    expect(await genericConnector.perform(connection, request, context)).toEqual({
      kind: "failed",
      code: `http_${status}`,
      message: `The CRM answered ${status}: no such field`,
      retryable,
      retryAfter: 2000,
    });
  });

  it("fails where the answer cannot be read, or nothing is set up", async () => {
    const { context, calls } = answering(200, "<html>");
    expect(await genericConnector.perform(connection, request, context)).toMatchObject({
      code: "invalid_answer",
    });
    const bare = { ...connection, credentials: {} };
    expect(await genericConnector.perform(bare, request, context)).toMatchObject({ code: "not_configured" });
    expect(calls).toHaveLength(1);
  });
});
