import { CHANNEL_LOOKS } from "#components/ui/channel-mark.tsx";
import { CHANNELS } from "#core/channel.ts";
import type { FilterName } from "./inbox-address.ts";

export interface FilterOption {
  value: string;
  label: string;
}

export const FILTER_LABELS: Record<FilterName, string> = {
  status: "Status",
  channel: "Channel",
  intent: "Intent",
  sentiment: "Sentiment",
  priority: "Priority",
  assignee: "Assignee",
  team: "Team",
  tag: "Tag",
  journey: "Journey",
};

/** The values that are the same in every workspace. */
export const KNOWN_OPTIONS: Partial<Record<FilterName, FilterOption[]>> = {
  status: [
    { value: "new", label: "New" },
    { value: "in_progress", label: "In progress" },
    { value: "snoozed", label: "Snoozed" },
    { value: "resolved", label: "Resolved" },
    { value: "spam", label: "Spam" },
  ],
  channel: CHANNELS.map((value) => ({ value, label: CHANNEL_LOOKS[value].name })),
  sentiment: [
    { value: "negative", label: "Negative" },
    { value: "neutral", label: "Neutral" },
    { value: "positive", label: "Positive" },
  ],
  priority: [
    { value: "urgent", label: "Urgent" },
    { value: "high", label: "High" },
    { value: "normal", label: "Normal" },
    { value: "low", label: "Low" },
  ],
};

/** A key in words, where no name is known: "book_visit" is "Book visit". */
export function wordsOf(key: string): string {
  const words = key.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
