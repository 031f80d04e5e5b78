import { describe, expect, it } from "vitest";
import { playNode } from "#core/journey/__fixtures__/player.ts";
import { crmConfigSchema, crmDefinition } from "#nodes/crm/definition.ts";

const config = {
  connection: "sales",
  action: "upsert",
  object: "Lead",
  fields: { Name: "{{ contact.name }}" },
};

describe("crm", () => {
  it("renders the values, and saves the answer", () => {
    const player = playNode("crm", { ...config, saveAs: "lead" });
    expect(player.effect.effect).toEqual({
      kind: "crm",
      connection: "sales",
      action: "upsert",
      object: "Lead",
      fields: { Name: "Ann Lee" },
    });
    player.outcome({ status: "done", result: { id: "17" } });
    expect([player.end, player.run.vars]).toEqual(["next", { lead: { id: "17" } }]);
  });

  it("reads the fields that are listed, and says so where there is no record", () => {
    const player = playNode("crm", { ...config, action: "read", fields: ["Plan"], saveAs: "lead" });
    expect(player.effect.effect).toMatchObject({ action: "read", fields: {}, wanted: ["Plan"] });
    player.outcome({ status: "done", result: null });
    expect([player.end, player.run.vars]).toEqual(["next", { lead: null }]);
    expect(player.transitions.map(({ why }) => why)).toContain("There is no Lead");
  });

  it("leaves by failed with the CRM's reason", () => {
    const player = playNode("crm", config).fail("http_400", "The CRM answered 400");
    expect(player.end).toBe("failed");
    expect(player.transitions.map(({ why }) => why)).toContain("The CRM answered 400");
  });

  it("wants values to write, and names its connection", () => {
    expect(crmConfigSchema.safeParse({ ...config, fields: ["Plan"] }).success).toBe(false);
    expect(crmDefinition.references?.(crmConfigSchema.parse(config) as never)).toEqual([
      { path: "connection", kind: "connection", key: "sales" },
    ]);
    expect(crmDefinition.summary({ action: "log", object: "Call" })).toBe("Log Call");
  });
});
