import fc from "fast-check";
import { uuidv7 } from "uuidv7";
import type { Condition, ConditionLeaf } from "#core/conditions/condition.ts";
import type { Json, JsonObject } from "#core/json.ts";
import type { ChannelType, ConsentPurpose, Prisma } from "#prisma/generated/client.ts";
import { transact } from "#server/platform/database.ts";

/** The moment at which everything generated here is looked at. */
export const NOW = Date.parse("2026-05-04T12:00:00Z");
const HOUR = 3_600_000;

/** Spellings that a naive comparison tells apart or throws together. */
const TEXTS = [
  "gold",
  " Gold\u00a0",
  "GOLD",
  "",
  "   ",
  "\ufeffgold",
  "José",
  "Jose\u0301",
  "JOSÉ ",
  "İstanbul",
  "istanbul",
  "ıstanbul",
  "ΟΔΥΣΣΕΥΣ",
  "οδυσσευς",
  "οδυσσευσ",
  "straße",
  "STRASSE",
  "STRAẞE",
  "ǅ",
  "50%",
  "a_b",
  "a\\b",
  "2026-05-04",
  "2026-05-04T11:00:00Z",
  "2026-05-03T12:00:00+02:00",
  "20260504",
  "10",
  "🙂 smile",
  "ﬁn",
  "\u1fb3\u0345",
];

const NUMBERS = [0, 1, -1, 0.1, 10, 1e21, NOW, NOW - HOUR, 2 ** 53];
const FIELDS = ["firstName", "lastName", "name", "email", "phone", "locale", "timezone", "tier", "id"];
const CHANNELS: ChannelType[] = ["sms", "email", "whatsapp"];
const PURPOSES: ConsentPurpose[] = ["care", "marketing"];
const EVENTS = ["visit", "order placed", "page.view"];
const ATTRIBUTES = [
  "plan",
  "score",
  "since",
  "active",
  "list",
  "deep.plan",
  "deep",
  "list.0",
  "list.length",
  "",
];

const text = fc.constantFrom(...TEXTS);
const scalar: fc.Arbitrary<Json> = fc.oneof(text, fc.constantFrom(...NUMBERS), fc.boolean());
const attribute: fc.Arbitrary<Json> = fc.oneof(
  scalar,
  fc.constant(null),
  fc.array(scalar, { maxLength: 3 }),
  fc.record({ plan: scalar }),
);
const attributes = fc.dictionary(
  fc.constantFrom("plan", "score", "since", "active", "list", "deep"),
  attribute,
) as fc.Arbitrary<JsonObject>;

export const contact = fc.record({
  firstName: fc.option(text),
  lastName: fc.option(text),
  name: fc.option(text),
  tier: fc.option(text),
  locale: fc.option(fc.constantFrom("en", "pt-BR")),
  tags: fc.array(text, { maxLength: 3 }),
  attributes,
  email: fc.option(fc.integer({ min: 1, max: 99 })),
  consents: fc.uniqueArray(
    fc.record({
      channel: fc.constantFrom(...CHANNELS),
      purpose: fc.constantFrom(...PURPOSES),
      granted: fc.boolean(),
    }),
    { selector: ({ channel, purpose }) => `${channel} ${purpose}`, maxLength: 3 },
  ),
  events: fc.array(
    fc.record({ name: fc.constantFrom(...EVENTS), hoursAgo: fc.constantFrom(-1, 0, 1, 2, 24, 25) }),
    { maxLength: 5 },
  ),
});

export type GeneratedContact = typeof contact extends fc.Arbitrary<infer Value> ? Value : never;

function leaf(field: fc.Arbitrary<string>, comparisons: [ops: string[], value: fc.Arbitrary<Json>][]) {
  return fc.oneof(
    ...comparisons.map(([ops, value]) =>
      fc.record({ field, op: fc.constantFrom(...ops), value }).map((each) => each as ConditionLeaf),
    ),
  );
}

const presence: [string[], fc.Arbitrary<Json>] = [["exists", "missing"], fc.constant(null)];
const onText: [string[], fc.Arbitrary<Json>][] = [
  presence,
  [["eq", "ne", "contains", "notContains", "startsWith", "endsWith"], text],
  [["in", "notIn"], fc.array(text, { maxLength: 3 })],
  [["matches"], fc.constantFrom("^g", "o.d$", "(?i)JOS", "\\d+")],
];
const onList: [string[], fc.Arbitrary<Json>][] = [
  [["hasAny", "hasAll", "hasNone"], fc.array(scalar, { maxLength: 3 })],
];
const onNumber: [string[], fc.Arbitrary<Json>][] = [
  [["gt", "gte", "lt", "lte"], fc.constantFrom<Json>(...NUMBERS)],
  [["between"], fc.constantFrom<Json>([0, 10], [10, 0], [-1, 1e22])],
];
const onDate: [string[], fc.Arbitrary<Json>][] = [
  [["before", "after"], fc.constantFrom<Json>("2026-05-04", "2026-05-04T11:30:00Z")],
  [["between"], fc.constant<Json>(["2026-05-03", "2026-05-04"])],
  [["withinLast", "withinNext"], fc.constantFrom<Json>("PT2H", "P2D")],
];

const leaves: fc.Arbitrary<ConditionLeaf> = fc.oneof(
  leaf(fc.constantFrom(...FIELDS.map((name) => `contact.${name}`)), onText),
  leaf(fc.constant("contact.tags"), [presence, ...onList]),
  leaf(fc.constantFrom(...ATTRIBUTES.map((name) => `contact.attributes.${name}`), "contact.attributes"), [
    ...onText,
    ...onList,
    ...onNumber,
    ...onDate,
    [["eq", "ne"], scalar],
    [["in", "notIn"], fc.array(scalar, { maxLength: 3 })],
  ]),
  leaf(
    fc
      .tuple(fc.constantFrom(...CHANNELS, "none"), fc.constantFrom(...PURPOSES))
      .map((parts) => `consent.${parts.join(".")}`),
    [presence, [["eq"], fc.boolean()]],
  ),
  fc
    .tuple(
      leaf(
        fc.constantFrom(...EVENTS, "never").map((name) => `events.${name}.count`),
        [presence, ...onNumber, [["eq", "ne"], fc.constantFrom<Json>(0, 1, 2, 0.5)]],
      ),
      fc.constantFrom(undefined, "PT1H", "P1D"),
    )
    .map(([each, within]) => (within === undefined ? each : { ...each, within })),
);

/** Conditions over everything an audience may ask. */
export const condition: fc.Arbitrary<Condition> = fc.letrec<{ any: Condition }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaves,
    fc.record({ all: fc.array(tie("any"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("any"), { maxLength: 3 }) }),
    fc.record({ not: tie("any") }),
  ),
})).any;

/** Writes generated contacts as they come from the outside. @returns their ids */
export async function storeContacts(workspaceId: string, contacts: GeneratedContact[]): Promise<string[]> {
  return transact({ workspaceId }, async (tx) => {
    const ids: string[] = [];
    for (const { email, consents, events, attributes, ...fields } of contacts) {
      const contactId = uuidv7();
      ids.push(contactId);
      await tx.contact.create({
        data: { ...fields, id: contactId, workspaceId, attributes: attributes as Prisma.InputJsonObject },
      });
      const identityId = uuidv7();
      const address =
        email === null ? `+1415${ids.length}${contactId}` : `Someone${email}.${contactId}@example.com`;
      const kind = email === null ? ("phone" as const) : ("email" as const);
      await tx.identity.create({ data: { id: identityId, workspaceId, kind, channel: "sms", address } });
      await tx.identityLink.create({ data: { id: uuidv7(), workspaceId, identityId, contactId } });
      await tx.consent.createMany({
        data: consents.map(({ granted, ...each }) => ({
          ...each,
          id: uuidv7(),
          workspaceId,
          identityId,
          contactId,
          state: granted ? ("granted" as const) : ("denied" as const),
          source: "test",
          since: new Date(NOW),
        })),
      });
      await tx.customEvent.createMany({
        data: events.map(({ name, hoursAgo }) => ({
          id: uuidv7(),
          workspaceId,
          contactId,
          name,
          occurredAt: new Date(NOW - hoursAgo * HOUR),
        })),
      });
    }
    return ids;
  });
}
