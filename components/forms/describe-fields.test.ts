import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describeFields, type FieldSchema, humanize } from "#components/forms/describe-fields.ts";
import { conditionSchema } from "#core/conditions/condition.ts";
import { durationSchema } from "#core/duration/duration.ts";
import { field } from "#core/journey/field-hints.ts";

function describeZod(schema: z.ZodType) {
  return describeFields(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as FieldSchema);
}

describe("the fields of a form", () => {
  it("reads hints, defaults and what is required from a zod schema", () => {
    const fields = describeZod(
      z.strictObject({
        after: field(durationSchema, { title: "Wait for", widget: "duration", placeholder: "2 hours" }),
        mode: field(z.enum(["direct", "offer"]).default("direct"), {
          title: "How",
          labels: { offer: "Offer first" },
        }),
        when: conditionSchema.optional(),
        retries: z.int().min(0).max(10).default(2),
      }),
    );
    expect(fields).toMatchObject([
      { name: "after", title: "Wait for", required: true, control: { kind: "duration" } },
      {
        name: "mode",
        defaultValue: "direct",
        required: false,
        control: {
          kind: "select",
          options: [
            { value: "direct", label: "Direct" },
            { value: "offer", label: "Offer first" },
          ],
        },
      },
      { name: "when", required: false, control: { kind: "condition" } },
      { name: "retries", control: { kind: "number", minimum: 0, maximum: 10, integer: true } },
    ]);
  });

  it("reads references, alternatives and conditions for showing", () => {
    const key = z.string().optional();
    const fields = describeZod(
      z.strictObject({
        team: field(key, { title: "Team", widget: "reference:team", exclusive: "to" }),
        skills: field(z.array(z.string()).optional(), { title: "Skills", widget: "references:skill" }),
        offerTimeout: field(key, {
          title: "Offer for",
          widget: "duration",
          showWhen: { field: "mode", in: ["offer"] },
        }),
      }),
    );
    expect(fields[0]).toMatchObject({ exclusive: "to", control: { reference: "team", many: false } });
    expect(fields[1]?.control).toEqual({ kind: "reference", reference: "skill", many: true });
    expect(fields[2]?.showWhen).toEqual({ field: "mode", in: ["offer"] });
  });

  it("draws an activity's plain JSON Schema, with its texts as templates", () => {
    const schema: FieldSchema = {
      type: "object",
      required: ["orderNumber"],
      properties: {
        orderNumber: { type: "string" },
        tags: { type: "array", items: { type: "string" } },
        address: { type: "object", properties: { city: { type: "string" } } },
        urgent: { type: "boolean" },
      },
    };
    const kinds = describeFields(schema, "template").map((each) => each.control.kind);
    expect(kinds).toEqual(["template", "words", "group", "switch"]);
  });

  it("leaves the bounds of safe integers out", () => {
    expect(describeZod(z.strictObject({ priority: z.int() }))[0]?.control).toEqual({
      kind: "number",
      integer: true,
    });
  });

  it("makes words of names", () => {
    expect(humanize("preferredTime")).toBe("Preferred time");
    expect(humanize("not_before")).toBe("Not before");
    expect(humanize("sms")).toBe("SMS");
  });
});
