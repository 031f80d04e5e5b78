/** Filters of the list, by their names in the API and in the address. */
export const FILTER_NAMES = [
  "status",
  "channel",
  "intent",
  "sentiment",
  "priority",
  "assignee",
  "team",
  "tag",
  "journey",
] as const;

export type FilterName = (typeof FILTER_NAMES)[number];

/** Values joined by commas, as they stand in the address. */
export type InboxFilters = Partial<Record<FilterName, string>>;

export interface InboxAddress {
  view: string | null;
  q: string;
  /** What a search shows: conversations, or each message that was found. */
  found: "conversations" | "messages";
  filters: InboxFilters;
  /** The message to go to in the thread. */
  message: string | null;
}

interface ReadableParameters {
  get(name: string): string | null;
}

/** The inbox's state as its address holds it. */
export function readAddress(parameters: ReadableParameters): InboxAddress {
  const filters: InboxFilters = {};
  for (const name of FILTER_NAMES) {
    const value = parameters.get(name);
    if (value) filters[name] = value;
  }
  return {
    view: parameters.get("view"),
    q: parameters.get("q") ?? "",
    found: parameters.get("found") === "messages" ? "messages" : "conversations",
    filters,
    message: parameters.get("message"),
  };
}

/** The address of a state, with a conversation open or none. */
export function inboxHref(conversationId: string | null, address: InboxAddress): string {
  const query = new URLSearchParams();
  if (address.view) query.set("view", address.view);
  if (address.q) query.set("q", address.q);
  if (address.q && address.found === "messages") query.set("found", "messages");
  for (const name of FILTER_NAMES) {
    const value = address.filters[name];
    if (value) query.set(name, value);
  }
  if (conversationId && address.message) query.set("message", address.message);
  const text = query.toString();
  return `/inbox${conversationId ? `/${conversationId}` : ""}${text && `?${text}`}`;
}

export const valuesOf = (filters: InboxFilters, name: FilterName): string[] =>
  filters[name]?.split(",").filter((value) => value !== "") ?? [];

/** Filters with one value put in or taken out. Of those that take one value, it replaces the other. */
export function toggleFilter(filters: InboxFilters, name: FilterName, value: string): InboxFilters {
  const values = valuesOf(filters, name);
  const single = name === "assignee" || name === "team" || name === "journey";
  const without = values.filter((each) => each !== value);
  const next = values.includes(value) ? without : single ? [value] : [...values, value];
  const { [name]: _, ...rest } = filters;
  return next.length === 0 ? rest : { ...rest, [name]: next.join(",") };
}
