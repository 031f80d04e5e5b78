import { changeValue, type UpdateOperation } from "#core/journey/change-value.ts";
import type { Facts } from "#core/journey/variables.ts";
import type { Json, JsonObject } from "#core/json.ts";

interface Change {
  path: string;
  op: UpdateOperation;
  value?: Json;
}

/** What a run sees after an `update`: the same changes as are made to the rows, made to the facts. */
export function applyUpdate(facts: Facts, changes: readonly Change[]): Facts {
  let changed: JsonObject = {
    contact: facts.contact as unknown as JsonObject,
    conversation: facts.conversation as unknown as JsonObject,
  };
  for (const { path, op, value } of changes) changed = changeAt(changed, path.split("."), op, value);
  const contact = changed.contact as unknown as Facts["contact"];
  return {
    ...facts,
    contact: { ...contact, ...renamed(contact, changes) },
    conversation: changed.conversation as unknown as Facts["conversation"],
  };
}

/** Changes one place of a tree, copying the way to it; where there is no tree, as without a conversation, nothing. */
function changeAt(
  tree: JsonObject,
  [name = "", ...rest]: string[],
  op: UpdateOperation,
  value?: Json,
): JsonObject {
  const before = Object.hasOwn(tree, name) ? tree[name] : undefined;
  if (rest.length === 0) return { ...tree, [name]: changeValue(before, op, value) };
  if (typeof before !== "object" || before === null || Array.isArray(before)) return tree;
  return { ...tree, [name]: changeAt(before, rest, op, value) };
}

/** A changed part of the name changes the name, unless that is changed itself. */
function renamed({ firstName, lastName }: Facts["contact"], changes: readonly Change[]): { name?: string } {
  const paths = changes.map(({ path }) => path);
  if (paths.includes("contact.name")) return {};
  if (!paths.includes("contact.firstName") && !paths.includes("contact.lastName")) return {};
  return { name: [firstName, lastName].filter(Boolean).join(" ") };
}
