import { findConditionFaults } from "#core/conditions/check-condition.ts";
import { type Condition, conditionSchema } from "#core/conditions/condition.ts";
import { findField } from "#core/conditions/fields.ts";
import { listFields } from "#core/conditions/list-fields.ts";

export type AudienceField =
  | { kind: "contact"; name: string }
  | { kind: "attribute"; path: string[] }
  | { kind: "consent"; channel: string; purpose: string }
  | { kind: "events"; name: string };

/**
 * What a field of an audience's condition reads of a contact; undefined where it is not of a contact alone.
 * An audience inside an audience is none: so no two can ask for each other.
 */
export function audienceFieldOf(field: string): AudienceField | undefined {
  const segments = field.split(".");
  const [root, ...rest] = segments;
  if (root === "contact") {
    if (rest[0] === "attributes") return { kind: "attribute", path: rest.slice(1) };
    const isKnown = rest.length === 1 && rest[0] !== "audiences" && findField(field) !== undefined;
    return isKnown ? { kind: "contact", name: rest[0] as string } : undefined;
  }
  if (root === "consent" && rest.length === 2) {
    return { kind: "consent", channel: rest[0] as string, purpose: rest[1] as string };
  }
  if (root === "events" && rest.length >= 2 && rest.at(-1) === "count") {
    return { kind: "events", name: rest.slice(0, -1).join(".") };
  }
  return undefined;
}

/** A condition that can be asked of a contact alone. */
export const audienceConditionSchema = conditionSchema.superRefine((condition, context) => {
  // What is wrong in itself has been told already, and its fields cannot be listed.
  if (findConditionFaults(condition).length > 0) return;
  for (const { path, field } of listFields(condition)) {
    if (audienceFieldOf(field)) continue;
    const isAudience = field === "contact.audiences";
    context.addIssue({
      code: "custom",
      path: path.split("."),
      message: isAudience
        ? "An audience cannot be made of other audiences"
        : `“${field.slice(0, 100)}” says nothing about a contact alone`,
      params: {
        hint: isAudience
          ? "Copy the other audience’s condition into a group here."
          : "Use contact.…, consent.<channel>.<purpose> or events.<name>.count.",
      },
    });
  }
});

/** Names of the events that a checked condition counts. */
export function countedEvents(condition: Condition): string[] {
  const names = listFields(condition).flatMap(({ field }) => {
    const read = audienceFieldOf(field);
    return read?.kind === "events" ? [read.name] : [];
  });
  return [...new Set(names)];
}
