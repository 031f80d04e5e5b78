import { z } from "zod";
import { durationSchema } from "#core/duration/duration.ts";
import { keySchema } from "#core/journey/names.ts";

export const RULE_STRATEGIES = ["roundRobin", "skill", "vip", "leastBusy", "sticky", "manual"] as const;

/**
 * Where a routing rule sends what it matches: to a team, an agent or a journey, or where none is named to anybody
 * who fits. Things are named by key, agents by e-mail.
 */
export const ruleTargetSchema = z
  .strictObject({
    team: keySchema.optional(),
    agent: z.email().max(254).optional(),
    journey: keySchema.optional(),
    /** By what somebody is chosen of those who fit; leastBusy where it is absent. */
    strategy: z.enum(RULE_STRATEGIES).optional(),
    skills: z
      .array(z.strictObject({ key: keySchema, level: z.int().min(1).max(5).default(1) }))
      .max(20)
      .optional(),
    /** For customers of this tier or a higher one alone. */
    minTier: z.string().trim().min(1).max(100).optional(),
    priority: z.enum(["low", "normal", "high", "urgent"]).optional(),
    /** direct: given at once. offer: asked first, for `offerTimeout`. */
    mode: z.enum(["direct", "offer"]).optional(),
    offerTimeout: durationSchema.optional(),
    /** Another team that it goes to once it has waited this long. */
    overflow: z.strictObject({ after: durationSchema, team: keySchema }).optional(),
    /** What happens while the team is closed: it waits, goes to the other team at once, or the next rule is asked. */
    whenClosed: z.enum(["wait", "overflow", "nextRule"]).optional(),
    /** How sure an intent has to be for this rule to see it; 0.6 where it is absent. */
    minConfidence: z.number().min(0).max(1).optional(),
  })
  .superRefine((target, context) => {
    const report = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    const named = (["team", "agent", "journey"] as const).filter((name) => target[name] !== undefined);
    for (const name of named.slice(1)) report([name], `Use either “${named[0]}” or “${name}”`);
    if (target.journey !== undefined) {
      for (const name of ["strategy", "skills", "mode", "offerTimeout", "overflow", "whenClosed"] as const) {
        if (target[name] !== undefined) report([name], "A journey decides this by itself: leave it out");
      }
    }
    if (target.overflow && target.overflow.team === target.team) {
      report(["overflow", "team"], "Choose another team than the one that it goes to first");
    }
    const keys = (target.skills ?? []).map(({ key }) => key);
    keys.forEach((key, index) => {
      if (keys.indexOf(key) < index)
        report(["skills", String(index), "key"], "This skill is asked for twice");
    });
  });

export type RuleTarget = z.output<typeof ruleTargetSchema>;
