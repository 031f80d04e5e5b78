import fc from "fast-check";
import type { z } from "zod";
import type { Json } from "#core/json.ts";

/** Values that some field or other takes. What a schema cannot be taken apart for is looked for among them. */
const POOL: Json[] = [
  "PT1M",
  "PT10M",
  "P1D",
  "-PT1H",
  "answer",
  "count",
  "Hello {{ contact.firstName }} {{ vars.answer }}",
  "{% for i in (1..100000000) %}x{% endfor %}",
  "{{ vars.answer | append: vars.answer }}",
  "contact.attributes.renewal",
  "contact.tags",
  "vars.count",
  "ann@example.com",
  "https://example.com/hook",
  "2026-03-03T10:00",
  "09:30",
  "0 9 * * *",
  "^[0-9]+$",
  "Europe/Vienna",
  "en",
  "sms",
  0,
  1,
  2,
  0.5,
  -0.5,
  60,
  true,
  false,
  null,
  {},
  { all: [] },
  { not: { all: [] } },
  { field: "vars.answer", op: "exists" },
  { field: "message.text", op: "contains", value: "yes" },
  { any: [{ field: "contact.tags", op: "hasAny", value: ["vip"] }] },
  { count: "{{ vars.count }}" },
  { type: "object", properties: { day: { type: "string" } } },
  { contact: { email: "{{ contact.email }}" } },
  ["answer"],
];

interface Parts {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  element?: z.ZodType;
  options?: z.ZodType[];
  shape?: Record<string, z.ZodType>;
  entries?: Record<string, Json>;
  values?: Json[];
  keyType?: z.ZodType;
  valueType?: z.ZodType;
}

const ABSENT = Symbol("absent");
type Generated = Json | typeof ABSENT;

/**
 * Values of a schema, taken apart as far as zod lets itself be; refinements over several fields may still refuse one.
 */
export function arbitraryOf(schema: z.ZodType): fc.Arbitrary<Generated> {
  const { type, innerType, element, options, shape, entries, values, ...rest } =
    schema.def as unknown as Parts;
  switch (type) {
    case "optional":
    case "default":
    case "prefault":
    case "nullable":
    case "readonly":
      return fc.oneof(
        { weight: 2, arbitrary: fc.constant<Generated>(type === "nullable" ? null : ABSENT) },
        { weight: 1, arbitrary: arbitraryOf(innerType as z.ZodType) },
      );
    case "object":
      return fc
        .record(
          Object.fromEntries(Object.entries(shape ?? {}).map(([key, field]) => [key, arbitraryOf(field)])),
        )
        .map(withoutAbsent);
    case "array":
      return fc.array(arbitraryOf(element as z.ZodType), { minLength: 1, maxLength: 3 }).map(present);
    case "union":
      return fc.oneof(...(options ?? []).map(arbitraryOf));
    case "enum":
      return fc.constantFrom(...Object.values(entries ?? {}));
    case "literal":
      return fc.constantFrom(...(values ?? []));
    case "record":
      return fc
        .dictionary(fc.constantFrom("answer", "count"), arbitraryOf(rest.valueType as z.ZodType), {
          maxKeys: 2,
        })
        .map(withoutAbsent);
    case "pipe":
      return arbitraryOf(rest.in as z.ZodType);
    default: {
      const fitting = POOL.filter((value) => schema.safeParse(value).success);
      return fc.constantFrom<Generated>(...(fitting.length > 0 ? fitting : [ABSENT as Generated]));
    }
  }
}

function present(list: Generated[]): Json[] {
  return list.filter((value) => value !== ABSENT);
}

function withoutAbsent(record: Record<string, Generated>): Json {
  return Object.fromEntries(
    Object.entries(record).filter((entry): entry is [string, Json] => entry[1] !== ABSENT),
  );
}
