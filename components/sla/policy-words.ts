import { TARGET_WORDS } from "#components/sla/time-left.ts";
import type { EscalationStep, SlaPolicy } from "#core/api/sla.ts";
import { describeCondition } from "#core/conditions/describe-condition.ts";
import { describeDuration } from "#core/duration/describe-duration.ts";
import { recipientWords } from "#core/journey/recipient.ts";
import { SLA_TARGETS } from "#core/sla/follow-conversation.ts";

/** "When contact.tier is vip" or "Every conversation". */
export function whenWords({ when }: Pick<SlaPolicy, "when">): string {
  const words = describeCondition(when);
  return words === "always" ? "Every conversation" : `When ${words}`;
}

/** "first response in 15 minutes, resolution in 8 hours". */
export function targetWords({ targets }: Pick<SlaPolicy, "targets">): string {
  return SLA_TARGETS.flatMap((target) => {
    const duration = targets[target];
    return duration ? [`${TARGET_WORDS[target].toLowerCase()} in ${describeDuration(duration)}`] : [];
  }).join(", ");
}

/** "at once", or "15 minutes after". */
export function afterWords(after: string): string {
  return after === "PT0S" ? "at once" : `${describeDuration(after)} after`;
}

export function stepWords(step: EscalationStep): string {
  if (step.do === "notify") return `tell ${recipientWords(step.to)}`;
  if (step.do === "priority") return `raise the priority to ${step.priority}`;
  if (step.do === "event") return `send the event “${step.name}”`;
  const to = [step.team && `the team ${step.team}`, step.assignee].filter(Boolean).join(" and ");
  return `give it to ${to || "somebody"}`;
}

/** The chain in one line; null where nothing happens. */
export function chainWords({ escalation }: Pick<SlaPolicy, "escalation">): string | null {
  if (escalation.length === 0) return null;
  return escalation.map((step) => `${afterWords(step.after)} ${stepWords(step)}`).join(", ");
}

/** "warned at 50% and 80%"; null where it is not. */
export function warningWords({ targets }: Pick<SlaPolicy, "targets">): string | null {
  const shares = [targets.warnAt ?? []].flat();
  if (shares.length === 0) return null;
  return `warned at ${shares.map((share) => `${Math.round(share * 100)}%`).join(" and ")}`;
}
