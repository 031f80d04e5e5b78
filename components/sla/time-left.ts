import { shortDuration } from "#components/ui/time-words.ts";
import type { SlaState } from "#core/api/sla-state.ts";
import type { SlaTarget } from "#core/sla/follow-conversation.ts";

export const TARGET_WORDS: Record<SlaTarget, string> = {
  firstResponse: "First response",
  nextResponse: "Next response",
  resolution: "Resolution",
};

/** Less than this is always worth a look, warned of or not. */
const SOON = 5 * 60_000;

export interface TimeLeft {
  words: string;
  tone: "neutral" | "warning" | "danger";
}

/** "12m left", "3m over" or "Paused", and how pressing it is; times in epoch milliseconds. */
export function timeLeft({ status, dueAt, atRisk }: SlaState, now: number): TimeLeft {
  if (status === "paused" || dueAt === null) return { words: "Paused", tone: "neutral" };
  const left = Date.parse(dueAt) - now;
  if (left < 0) return { words: `${shortDuration(-left)} over`, tone: "danger" };
  return { words: `${shortDuration(left)} left`, tone: atRisk || left < SOON ? "warning" : "neutral" };
}
