import type { QueryValue } from "#components/api/client.ts";

export interface InboxView {
  key: string;
  label: string;
  /** The API's filter for it. */
  filter: Record<string, QueryValue>;
  /** What an empty list teaches. */
  empty: { title: string; text: string };
}

/** The standing views, in the order of the tabs. Resolved conversations are only found under Resolved or by search. */
export const INBOX_VIEWS: readonly InboxView[] = [
  {
    key: "mine",
    label: "Mine",
    filter: { assignee: "me", status: ["new", "in_progress"] },
    empty: {
      title: "Nothing waits for you",
      text: "Conversations you claim, or that journeys and routing give you, stand here.",
    },
  },
  {
    key: "unassigned",
    label: "Unassigned",
    filter: { assignee: "none", status: ["new", "in_progress"] },
    empty: {
      title: "Everybody has somebody",
      text: "Conversations that no one has taken yet stand here. Claim one to make it yours.",
    },
  },
  {
    key: "waiting",
    label: "Waiting",
    filter: { waiting: true, status: ["new", "in_progress"], sort: "waiting" },
    empty: {
      title: "No one is waiting",
      text: "Customers whose last message has no answer stand here, longest wait first.",
    },
  },
  {
    key: "all",
    label: "All",
    filter: { status: ["new", "in_progress"] },
    empty: {
      title: "No open conversations",
      text: "When somebody writes on any channel, the conversation appears here at once.",
    },
  },
  {
    key: "mentions",
    label: "Mentions",
    filter: { mentions: true, status: ["new", "in_progress", "snoozed"] },
    empty: {
      title: "No one has named you",
      text: "When a colleague writes @ and your name in a note, the conversation stands here.",
    },
  },
  {
    key: "snoozed",
    label: "Snoozed",
    filter: { status: ["snoozed"] },
    empty: {
      title: "Nothing is snoozed",
      text: "A snoozed conversation comes back at its time, or when the customer writes.",
    },
  },
  {
    key: "resolved",
    label: "Resolved",
    filter: { status: ["resolved"] },
    empty: { title: "Nothing resolved yet", text: "What you resolve is kept here and can be reopened." },
  },
  {
    key: "spam",
    label: "Spam",
    filter: { status: ["spam"] },
    empty: { title: "No spam", text: "What is marked as spam, and what blocked people write, stands here." },
  },
];

/** So many of them are tabs; the others stand in the menu beside. */
export const TAB_VIEWS = 5;

export const DEFAULT_VIEW = "all";

/** The view of an address's `view` parameter, standing or saved; an unknown one is the default. */
export function viewOf(key: string | null, saved: readonly InboxView[] = []): InboxView {
  const found = [...INBOX_VIEWS, ...saved].find((view) => view.key === (key ?? DEFAULT_VIEW));
  if (found) return found;
  return INBOX_VIEWS.find((view) => view.key === DEFAULT_VIEW) as InboxView;
}
