import type { UpdateOperation } from "#core/journey/change-value.ts";

/** What an `update` can write. Each entry says which operations make sense there. */
type Kind = "text" | "list" | "priority" | "any";

const FIXED: Record<string, Kind> = {
  "contact.firstName": "text",
  "contact.lastName": "text",
  "contact.name": "text",
  "contact.email": "text",
  "contact.phone": "text",
  "contact.locale": "text",
  "contact.timezone": "text",
  "contact.tier": "text",
  "contact.tags": "list",
  "conversation.tags": "list",
  "conversation.priority": "priority",
};

const OPEN = /^(contact\.attributes|conversation\.attributes|conversation\.memory)\.[\w-]+$/;
const VARIABLE = /^vars\.[a-z][A-Za-z0-9]*$/;

/** Offered by the form. */
export const WRITABLE_PATHS: readonly string[] = [
  ...Object.keys(FIXED),
  "contact.attributes.*",
  "conversation.attributes.*",
  "conversation.memory.*",
  "vars.*",
];

const OPERATIONS: Record<Kind, readonly UpdateOperation[]> = {
  text: ["set", "unset"],
  list: ["set", "unset", "add", "remove"],
  priority: ["set"],
  any: ["set", "unset", "add", "remove", "increment"],
};

/** The operations that a path allows; none where it cannot be written. */
export function operationsFor(path: string): readonly UpdateOperation[] {
  if (Object.hasOwn(FIXED, path)) return OPERATIONS[FIXED[path] ?? "any"];
  return OPEN.test(path) || VARIABLE.test(path) ? OPERATIONS.any : [];
}
