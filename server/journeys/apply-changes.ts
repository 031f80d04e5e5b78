import { AppError } from "#core/errors.ts";
import { changeValue } from "#core/journey/change-value.ts";
import type { Effect, EffectOutcome } from "#core/journey/effect.ts";
import type { Json, JsonObject } from "#core/json.ts";
import type { Contact, Conversation, Priority, Prisma } from "#prisma/generated/client.ts";
import type { SystemActor } from "#server/access/actor.ts";
import {
  type Address,
  addressesOf,
  contactOfAddress,
  linkAddress,
} from "#server/contacts/contact-addresses.ts";
import { fullName, withoutNulls } from "#server/contacts/write-contacts.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

type Change = Extract<Effect, { kind: "update" }>["changes"][number];

export interface Changes {
  /** Of the effect: it is settled in the same transaction, so that an increment counts once. */
  key: string;
  contactId: string;
  conversationId: string | null;
  changes: Change[];
}

const PRIORITIES = ["low", "normal", "high", "urgent"];
const CONTACT_TEXTS = ["firstName", "lastName", "name", "locale", "timezone", "tier"] as const;

/** Applies the changes of an update node to its contact and conversation, whole and exactly once. */
export async function applyChanges(
  actor: SystemActor,
  { key, contactId, conversationId, changes }: Changes,
): Promise<EffectOutcome> {
  const { workspaceId } = actor;
  const outcome: EffectOutcome = { status: "done" };
  return transact(actor, async (tx) => {
    const settled = await tx.effect.updateMany({
      where: { workspaceId, key, status: "claimed" },
      data: { status: "done", result: outcome, completedAt: new Date(), claimedUntil: null },
    });
    if (settled.count === 0) return outcome;
    const forContact = changes.filter(({ path }) => path.startsWith("contact."));
    const forConversation = changes.filter(({ path }) => path.startsWith("conversation."));
    // The run that does it does not hear of it.
    const [runId = ""] = key.split(":");
    if (forContact.length > 0) await changeContact(tx, actor, { id: contactId, runId }, forContact);
    if (forConversation.length > 0 && conversationId) {
      await changeConversation(tx, actor, { id: conversationId, runId }, forConversation);
    }
    return outcome;
  });
}

/** What is changed, and by which run. */
interface Changed {
  id: string;
  runId: string;
}

async function changeContact(
  tx: Transaction,
  actor: SystemActor,
  { id, runId }: Changed,
  changes: Change[],
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM contacts WHERE id = ${id}::uuid FOR UPDATE`;
  const contact = await tx.contact.findUniqueOrThrow({ where: { id } });
  const attributes: JsonObject = { ...(contact.attributes as JsonObject) };
  const data: Prisma.ContactUpdateInput = {};
  for (const { path, op, value } of changes) {
    const field = path.slice("contact.".length);
    if (field.startsWith("attributes.")) change(attributes, field.slice("attributes.".length), op, value);
    else if (field === "tags")
      data.tags = textsOf(changeValue((data.tags as string[]) ?? contact.tags, op, value));
    else if (field === "email" || field === "phone") await addAddress(tx, actor, id, field, value);
    else if (isContactText(field)) data[field] = textOf(changeValue(contact[field], op, value));
    else throw new AppError("invalid_input", `${path} cannot be changed by a journey`);
  }
  await tx.contact.update({
    where: { id },
    data: { ...data, ...renamed(contact, data), attributes: withoutNulls(attributes) },
  });
  const fields = changes.map(({ path }) => path);
  await appendEvent(tx, { type: "contact.updated", actor, contactId: id, runId, data: { fields } });
}

async function changeConversation(
  tx: Transaction,
  actor: SystemActor,
  { id, runId }: Changed,
  changes: Change[],
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM conversations WHERE id = ${id}::uuid FOR UPDATE`;
  const conversation = await tx.conversation.findUniqueOrThrow({ where: { id } });
  const bags = {
    attributes: { ...(conversation.attributes as JsonObject) },
    memory: { ...(conversation.memory as JsonObject) },
  };
  const data: { tags?: string[]; priority?: Priority } = {};
  for (const { path, op, value } of changes) {
    const [, field = "", name = ""] = path.split(".");
    if (field === "attributes" || field === "memory") change(bags[field], name, op, value);
    else if (field === "tags") data.tags = textsOf(changeValue(data.tags ?? conversation.tags, op, value));
    else if (field === "priority") data.priority = priorityOf(changeValue(conversation.priority, op, value));
    else throw new AppError("invalid_input", `${path} cannot be changed by a journey`);
  }
  const updated: Conversation = await tx.conversation.update({
    where: { id },
    data: { ...data, attributes: withoutNulls(bags.attributes), memory: withoutNulls(bags.memory) },
  });
  const fields = changes.map(({ path }) => path);
  await appendEvent(tx, {
    ...aboutConversation(updated),
    type: "conversation.updated",
    actor,
    runId,
    data: { fields },
  });
}

function change(bag: JsonObject, name: string, op: Change["op"], value: Json | undefined): void {
  bag[name] = changeValue(Object.hasOwn(bag, name) ? bag[name] : undefined, op, value);
}

/** An address that is somebody else's stays theirs: a journey merges nobody. */
async function addAddress(
  tx: Transaction,
  actor: SystemActor,
  contactId: string,
  kind: "email" | "phone",
  value: Json | undefined,
): Promise<void> {
  if (typeof value !== "string" || value.trim() === "") return;
  const [address] = addressesOf({ [kind]: value }) as [Address];
  if ((await contactOfAddress(tx, address)) === null) await linkAddress(tx, actor, contactId, address);
}

/** A changed part of the name changes the name, unless that is changed itself. */
function renamed(contact: Contact, data: Prisma.ContactUpdateInput): { name?: string | null } {
  if (data.name !== undefined || (data.firstName === undefined && data.lastName === undefined)) return {};
  const { firstName = contact.firstName, lastName = contact.lastName } = data as Partial<Contact>;
  return { name: fullName({ firstName, lastName }) };
}

function isContactText(field: string): field is (typeof CONTACT_TEXTS)[number] {
  return (CONTACT_TEXTS as readonly string[]).includes(field);
}

function textOf(value: Json): string | null {
  if (value === null || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function textsOf(value: Json): string[] {
  return Array.isArray(value) ? value.map((item) => textOf(item)).filter((item) => item !== null) : [];
}

function priorityOf(value: Json): Priority {
  if (typeof value === "string" && PRIORITIES.includes(value)) return value as Priority;
  throw new AppError("invalid_input", `A priority is one of ${PRIORITIES.join(", ")}`);
}
