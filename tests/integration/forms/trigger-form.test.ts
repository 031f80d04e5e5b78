import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { formFieldsSchema } from "#core/forms/form-fields.ts";
import { reportEvent } from "#server/contacts/report-event.ts";
import { archiveForm, createForm } from "#server/forms/forms.ts";
import { submitForm } from "#server/forms/submit-form.ts";
import { drawn, engineForTests } from "#tests/integration/engine/engine-harness.ts";

const engine = engineForTests();

beforeEach(() => engine.start());

const fields = formFieldsSchema.parse([
  { key: "phone", label: "Phone", type: "phone", isRequired: true },
  { key: "plan", label: "Plan", type: "choice", choices: ["gold", "silver"] },
]);

function makeForm() {
  const slug = `f${randomUUID().replaceAll("-", "")}`;
  return createForm(engine.workspace.actor, { slug, name: slug, fields, isOpen: false });
}

function journeyOn(form: string, config: Record<string, unknown> = {}) {
  return engine.publish(
    drawn(
      `Form ${form}`,
      {
        start: { type: "trigger.form", config: { form, ...config } },
        thanks: {
          type: "send",
          config: { channel: "sms", text: "Thank you for {{ event.properties.plan }}" },
        },
        end: { type: "exit", config: { reason: "thanked" } },
      },
      [
        ["start", "next", "thanks"],
        ["thanks", "next", "end"],
      ],
    ),
  );
}

describe("trigger.form", () => {
  it("starts once for a submission, which the run can read", async () => {
    const { actor } = engine.workspace;
    const form = await makeForm();
    const journeyId = await journeyOn(form.slug);
    const customer = engine.customer();
    const given = { fields: { phone: customer.number, plan: "gold" }, idempotencyKey: "page-7" };
    const answers = await Promise.all([
      submitForm(actor, form.slug, given),
      submitForm(actor, form.slug, given),
    ]);
    expect(new Set(answers.map(({ eventId }) => eventId)).size).toBe(1);
    const run = await engine.runIn(journeyId, "exited");
    expect(run.contactId).toBe(answers[0]?.contactId);
    await customer.reads("Thank you for gold");
  });

  it("starts by its own form and condition alone, and not by an event that only has the name", async () => {
    const { actor } = engine.workspace;
    const [form, other] = [await makeForm(), await makeForm()];
    const when = { field: "event.properties.plan", op: "eq", value: "gold" };
    const fitting = await journeyOn(form.slug, { when });
    const elsewhere = await journeyOn(other.slug);
    const dearer = await journeyOn(form.slug, { when: { ...when, value: "silver" } });
    const phone = engine.customer().number;
    await reportEvent(actor, { name: `form:${other.slug}`, contact: { phone } });
    await submitForm(actor, form.slug, { fields: { phone, plan: "gold" } });
    await engine.runIn(fitting, "exited");
    expect(await engine.runs(elsewhere)).toEqual([]);
    expect(await engine.runs(dearer)).toEqual([]);
    await expect(archiveForm(actor, form.id)).rejects.toThrow(/pause or change/);
  });
});
