import type { EventType } from "#core/conversation/event-types.ts";
import type { JsonObject } from "#core/json.ts";

/** What of a conversation can start a journey. */
export const OCCASIONS = [
  "status",
  "assigned",
  "silence",
  "slaWarning",
  "slaBreach",
  "sentimentTurn",
  "missedCall",
] as const;

export type Occasion = (typeof OCCASIONS)[number];

const EVENTS: Partial<Record<EventType, Occasion>> = {
  "conversation.status_changed": "status",
  "conversation.assigned": "assigned",
  "conversation.sentiment_turned": "sentimentTurn",
  "sla.warned": "slaWarning",
  "sla.breached": "slaBreach",
  "call.abandoned": "missedCall",
};

/** The occasion that an event of the log is; undefined where it is none. Silence is no event but a deadline. */
export function occasionOf(type: string): Occasion | undefined {
  return Object.hasOwn(EVENTS, type) ? EVENTS[type as EventType] : undefined;
}

/** What the occasion's `to` is compared with, as far as the event says it: the new status, the new mood, the promise. */
export function occasionWords(data: JsonObject): string[] {
  return [data.to, data.target].filter((word) => typeof word === "string");
}

/** The word in `plans.listens` of journeys that an occasion starts. */
export function startWord(on: Occasion): string {
  return `start:${on}`;
}
