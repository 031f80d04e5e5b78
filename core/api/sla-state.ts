import { z } from "zod";
import { timeSchema } from "#core/api/fields.ts";
import { SLA_TARGETS } from "#core/sla/follow-conversation.ts";

/** The promise of a conversation that falls due next, or is broken for longest; paused ones come last. */
export const slaStateSchema = z.strictObject({
  target: z.enum(SLA_TARGETS),
  status: z.enum(["running", "paused", "missed"]),
  /** When it falls, or fell, due; null while it is paused. */
  dueAt: timeSchema.nullable(),
  /** It was warned of. */
  atRisk: z.boolean(),
  policy: z.strictObject({ key: z.string(), name: z.string() }),
});

export type SlaState = z.output<typeof slaStateSchema>;
