import type { LogEvent } from "#core/api/events.ts";

/** A line in the thread of what happened around the words. */
export interface SystemLine {
  id: string;
  /** ISO 8601. */
  at: string;
  text: string;
  runId: string | null;
}

export interface Names {
  user(id: unknown): string | null;
  team(id: unknown): string | null;
  journey(runId: unknown): string | null;
}

/** Events of the log that a thread tells; the rest is for the log. */
export const TOLD_EVENTS = [
  "conversation.assigned",
  "conversation.released",
  "conversation.resolved",
  "conversation.reopened",
  "conversation.snoozed",
  "conversation.woken",
  "conversation.escalated",
  "conversation.merged",
  "conversation.split",
  "run.started",
  "run.held",
  "run.ended",
  "sla.breached",
  "csat.sent",
  "csat.answered",
];

/** What happened, oldest first, as sentences. */
export function systemLines(events: readonly LogEvent[], names: Names): SystemLine[] {
  return events
    .flatMap((event) => {
      const text = sentence(event, names);
      return text ? [{ id: event.id, at: event.occurredAt, text, runId: event.runId }] : [];
    })
    .sort((one, other) => one.at.localeCompare(other.at));
}

function sentence(event: LogEvent, names: Names): string | null {
  const { data } = event;
  const by = event.actor?.kind === "user" ? (names.user(event.actor.id) ?? "A colleague") : null;
  const journey = names.journey(event.runId) ?? "A journey";
  switch (event.type) {
    case "conversation.assigned":
      return assigned(event, names, by);
    case "conversation.released":
      return `${by ?? "The workspace"} let go of it`;
    case "conversation.resolved":
      return `Resolved${by ? ` by ${by}` : ""}`;
    case "conversation.reopened":
      return by ? `Reopened by ${by}` : "Reopened by the customer's message";
    case "conversation.snoozed":
      return `Snoozed${by ? ` by ${by}` : ""}${data.until ? "" : " until the customer writes"}`;
    case "conversation.woken":
      return data.by === "time" ? "Came back at its time" : "Came back";
    case "conversation.escalated":
      return "Escalated";
    case "conversation.merged":
      return "Merged with another conversation";
    case "conversation.split":
      return "A part became a conversation of its own";
    case "run.started":
      return `${journey} started`;
    case "run.held":
      return `${journey} is held`;
    case "run.ended":
      return `${journey} ended`;
    case "sla.breached":
      return "The promised time has passed";
    case "csat.sent":
      return "Asked how it was";
    case "csat.answered":
      return typeof data.rating === "number" ? `Rated ${data.rating} of 5` : "Rated";
    default:
      return null;
  }
}

function assigned({ userId, teamId, data }: LogEvent, names: Names, by: string | null): string {
  const to = names.user(userId) ?? names.team(teamId) ?? "a colleague";
  if (data.reason === "claim") return `Claimed by ${to}`;
  return by && by !== to ? `${by} assigned it to ${to}` : `Assigned to ${to}`;
}

/** Lines that stand one after the other with no word between; more than a few fold up. */
export const FOLDS_FROM = 3;
