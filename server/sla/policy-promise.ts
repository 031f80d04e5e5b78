import type { z } from "zod";
import { type EscalationStep, escalationSchema, slaTargetsSchema } from "#core/api/sla.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import type { BusinessWeek } from "#core/hours/is-open.ts";
import { businessTime } from "#core/sla/business-time.ts";
import { SLA_TARGETS, type SlaPromise } from "#core/sla/follow-conversation.ts";
import type { WorkingTime } from "#core/sla/sla-clock.ts";
import type { Prisma } from "#prisma/generated/client.ts";

export const withHours = { businessHours: true } satisfies Prisma.SlaPolicyInclude;

export type Policy = Prisma.SlaPolicyGetPayload<{ include: typeof withHours }>;

/** A policy as its clocks follow it. A `day` of its targets is 24 hours of its business time. */
export interface ReadPolicy {
  promise: SlaPromise;
  /** Shares of the allowance after which it is warned, each once. */
  warnAt: number[];
  escalation: EscalationStep[];
  time: WorkingTime;
}

const NOTHING: z.output<typeof slaTargetsSchema> = {};

export function readPolicy(policy: Policy): ReadPolicy {
  const targets = slaTargetsSchema.catch(NOTHING).parse(policy.targets);
  const allowed = SLA_TARGETS.flatMap((target) => {
    const duration = targets[target];
    return duration === undefined ? [] : [[target, durationToMilliseconds(duration)] as const];
  });
  const { pauseWhileSnoozed, pauseWhileOnCustomer } = policy;
  return {
    promise: { allowed: Object.fromEntries(allowed), pauseWhileSnoozed, pauseWhileOnCustomer },
    warnAt: [...new Set([targets.warnAt ?? []].flat())],
    escalation: escalationSchema.catch([]).parse(policy.escalation),
    time: businessTime(weekOf(policy)),
  };
}

/** Business hours as core reads them; null where there are none, which is always open. */
function weekOf({ businessHours }: Pick<Policy, "businessHours">): BusinessWeek | null {
  if (!businessHours) return null;
  const { timezone, weekly, holidays } = businessHours;
  return {
    timezone,
    weekly: weekly as BusinessWeek["weekly"],
    holidays: holidays as unknown as BusinessWeek["holidays"],
  };
}
