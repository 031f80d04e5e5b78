/** The rows that change hands in a merge, by table; exactly these go back when it is undone. */
export interface MovedRows {
  identityLinks: string[];
  /** Links to addresses that both had: ended by the merge. */
  endedLinks: string[];
  /** The survivor's links that took over being the default one from those. */
  defaultLinks: string[];
  conversations: string[];
  conversationsAbout: string[];
  consents: string[];
  tasks: string[];
  records: string[];
  runs: string[];
  customEvents: string[];
  crmLinks: string[];
}

/** The fields of a contact that a merge fills in where the survivor has none. */
export interface MergeableFields {
  firstName: string | null;
  lastName: string | null;
  name: string | null;
  locale: string | null;
  timezone: string | null;
  tier: string | null;
  tags: string[];
  attributes: { [key: string]: unknown };
}

const PLAIN = ["firstName", "lastName", "name", "locale", "timezone", "tier"] as const;

/** The survivor's fields after a merge: its own values win, tags are joined, missing ones are filled in. */
export function mergedFields(survivor: MergeableFields, merged: MergeableFields): MergeableFields {
  const result: MergeableFields = {
    ...survivor,
    tags: [...new Set([...survivor.tags, ...merged.tags])],
    attributes: { ...merged.attributes, ...survivor.attributes },
  };
  for (const field of PLAIN) result[field] = survivor[field] ?? merged[field];
  return result;
}

/**
 * The survivor's fields once a merge is undone: what the merge had filled in goes, what was edited since stays.
 */
export function unmergedFields(
  before: MergeableFields,
  merged: MergeableFields,
  now: MergeableFields,
): MergeableFields {
  const joined = mergedFields(before, merged);
  const result: MergeableFields = { ...now, tags: [...now.tags], attributes: { ...now.attributes } };
  for (const field of PLAIN) if (now[field] === joined[field]) result[field] = before[field];
  const brought = new Set(merged.tags.filter((tag) => !before.tags.includes(tag)));
  result.tags = now.tags.filter((tag) => !brought.has(tag));
  for (const [key, value] of Object.entries(merged.attributes)) {
    if (!(key in before.attributes) && same(now.attributes[key], value)) delete result.attributes[key];
  }
  return result;
}

/**
 * Conversations that began after the merge belong to whoever owns the address they came by, once that goes back.
 */
export function conversationsToReturn(
  moved: MovedRows,
  sinceMerge: { id: string; identityIds: string[] }[],
  returnedIdentityIds: string[],
): string[] {
  const returned = new Set(returnedIdentityIds);
  const begunSince = sinceMerge
    .filter(({ identityIds }) => identityIds.length > 0 && identityIds.every((id) => returned.has(id)))
    .map(({ id }) => id);
  return [...new Set([...moved.conversations, ...begunSince])];
}

function same(first: unknown, second: unknown): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}
