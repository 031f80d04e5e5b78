import type { z } from "zod";
import type { submissionSchema } from "#core/api/forms.ts";
import { AppError } from "#core/errors.ts";
import { type FormField, formEventName, readSubmission } from "#core/forms/form-fields.ts";
import type { JsonObject } from "#core/json.ts";
import { type Actor, authorize, can, type SystemActor, systemActor } from "#server/access/actor.ts";
import { countAttempt } from "#server/access/rate-limit.ts";
import { storeEvent, type ToldEvent } from "#server/contacts/report-event.ts";
import { fieldsOf, findForm } from "#server/forms/forms.ts";
import { findOpenForm } from "#server/platform/cross-workspace.ts";
import { transact } from "#server/platform/database.ts";

type Given = z.output<typeof submissionSchema>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const VISITOR = "form visitor";

/** Submissions of one form that one address may make in a minute without a key. */
const MOST_A_MINUTE = 10;

/**
 * In whose name somebody without a key submits a form: its workspace's, where the form is open.
 * @param address the form's slug, or its id where several workspaces have a form of that slug
 * @throws AppError `unauthenticated` where the form is not open, `rate_limited`
 */
export async function visitorOf(address: string, ip: string): Promise<SystemActor> {
  const found = await findOpenForm(address);
  if (!found) {
    throw new AppError(
      "unauthenticated",
      "No form under this address is open to everybody. Send an API key as “Authorization: Bearer KEY”.",
    );
  }
  const { attempts, windowEnds } = await countAttempt("form", `${found.formId} ${ip}`, 60);
  if (attempts > MOST_A_MINUTE) {
    const seconds = Math.max(1, Math.ceil((windowEnds.getTime() - Date.now()) / 1000));
    throw new AppError("rate_limited", `Too many submissions. Try again in ${seconds} seconds.`);
  }
  return systemActor(found.workspaceId, VISITOR);
}

/**
 * Takes a submission: checked against the form's fields, its contact found as for POST /events or made. It becomes an
 * event of the contact. A visitor's word changes no contact that is known.
 * @throws AppError `not_found`, `invalid_input` naming the fields, `forbidden`
 */
export async function submitForm(
  actor: Actor,
  address: string,
  given: Given,
): Promise<{ eventId: string; contactId?: string }> {
  const isVisitor = actor.kind === "system" && actor.name === VISITOR;
  const by = UUID.test(address) ? { id: address } : { slug: address };
  const form = await transact(actor, (tx) => findForm(tx, by));
  const isTrusted = !isVisitor && can(actor, "events.ingest");
  if (!isTrusted && !form.isOpen) authorize(actor, "events.ingest");
  const fields = fieldsOf(form);
  const { values, faults } = readSubmission(fields, given.fields);
  if (given.contact && !isTrusted) {
    faults.push({ path: "contact", message: "Only a key that may report events can say who it was" });
  }
  if (faults.length > 0) throw refusal(faults);
  const contact = { ...whoIn(fields, values), ...given.contact };
  if (!(contact.id ?? contact.externalId ?? contact.email ?? contact.phone)) {
    const asked = fields.find(({ type }) => type === "email" || type === "phone");
    const path = asked ? `fields.${asked.key}` : "contact";
    throw refusal([{ path, message: "An e-mail address or a phone number is needed to know who it was" }]);
  }
  const { eventId, contactId } = await storeEvent(actor, {
    source: "form",
    name: formEventName(form.slug),
    contact,
    properties: values,
    occurredAt: new Date(),
    idempotencyKey: given.idempotencyKey && `form:${form.id}:${given.idempotencyKey}`,
    isUnproven: !isTrusted,
  });
  return isTrusted && contactId ? { eventId, contactId } : { eventId };
}

/** Whom the fields name, and for a new contact what they are called. */
function whoIn(fields: readonly FormField[], values: JsonObject): ToldEvent["contact"] {
  const who: ToldEvent["contact"] = {};
  for (const { key, type, savesTo } of fields) {
    const value = values[key];
    if (typeof value !== "string") continue;
    if (type === "email") who.email ??= value.trim();
    else if (type === "phone") who.phone ??= value.trim();
    else if (savesTo) who[savesTo] ??= value.trim().slice(0, 200);
  }
  return who;
}

function refusal(faults: { path: string; message: string }[]): AppError {
  const problems = faults.map((fault) => ({
    code: "invalid_field",
    severity: "error" as const,
    ...fault,
  }));
  return new AppError("invalid_input", `${faults[0]?.path}: ${faults[0]?.message}.`, { problems });
}
