import { listLeaves } from "#core/conditions/list-fields.ts";
import { suggestName } from "#core/did-you-mean.ts";
import type { ProblemList } from "#core/journey/compile/problem-list.ts";
import type { ReadNode } from "#core/journey/compile/read-nodes.ts";
import { type ConditionUse, conditionsOfSettings } from "#core/journey/compile/settings-conditions.ts";
import { REFERENCE_NOUNS, type ReferenceKind } from "#core/journey/reference-kinds.ts";
import type { JourneySettings } from "#core/journey/settings.ts";

/** Known keys by kind. A kind that is absent is not checked. */
export type References = Partial<Record<ReferenceKind, ReadonlySet<string> | readonly string[]>>;

interface Named {
  path: string;
  kind: ReferenceKind;
  key: string;
}

/** Checks that everything that configs, conditions and settings name by key exists in the workspace. */
export function checkReferences(
  nodes: ReadonlyMap<string, ReadNode>,
  settings: JourneySettings,
  references: References,
  list: ProblemList,
): void {
  const known = new Map(
    Object.entries(references).map(([kind, keys]) => [kind as ReferenceKind, new Set(keys)]),
  );
  const check = ({ path, kind, key }: Named, nodeId?: string) => {
    const keys = known.get(kind);
    if (!keys || keys.has(key) || list.isFull) return;
    const hint = suggestName(key, [...keys]);
    const message = `This workspace has no ${REFERENCE_NOUNS[kind]} “${key}”`;
    list.add({
      code: "unknown_reference",
      ...(nodeId === undefined ? {} : { nodeId }),
      path,
      message,
      ...(hint ? { hint } : {}),
    });
  };
  for (const { node, definition, config } of nodes.values()) {
    if (!config || list.isFull) continue;
    for (const named of definition?.references?.(config) ?? []) check(named, node.id);
    for (const use of definition?.conditions?.(config) ?? []) {
      for (const named of namedIn(use)) check(named, node.id);
    }
  }
  for (const use of conditionsOfSettings(settings)) for (const named of namedIn(use)) check(named);
}

/** Fields whose values are keys. */
const KEYED_FIELDS: Readonly<Record<string, ReferenceKind>> = {
  "contact.audiences": "audience",
  "message.intent": "intent",
  "conversation.intent": "intent",
};

/** What a condition names: hours by its field, audiences and intents by its value. */
function namedIn({ path, condition }: ConditionUse): Named[] {
  return listLeaves(condition, path).flatMap(({ path: place, leaf }): Named[] => {
    const [root, key] = leaf.field.split(".");
    if (root === "hours" && key !== undefined) {
      return [{ path: `${place}.field`, kind: "businessHours", key }];
    }
    const kind = Object.hasOwn(KEYED_FIELDS, leaf.field) ? KEYED_FIELDS[leaf.field] : undefined;
    if (!kind || !EXACT.has(leaf.op)) return [];
    const keys = Array.isArray(leaf.value) ? leaf.value : [leaf.value];
    return keys.flatMap((each) =>
      typeof each === "string" ? [{ path: `${place}.value`, kind, key: each }] : [],
    );
  });
}

/** Operators that compare with a whole key. */
const EXACT: ReadonlySet<string> = new Set(["eq", "ne", "in", "notIn", "hasAny", "hasAll", "hasNone"]);
