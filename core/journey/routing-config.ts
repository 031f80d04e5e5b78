import { z } from "zod";
import { durationSchema } from "#core/duration/duration.ts";
import { excerpt } from "#core/journey/card-text.ts";
import type { AssignEffect } from "#core/journey/effect.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { ReferenceKind } from "#core/journey/reference-kinds.ts";
import type { StepContext } from "#core/journey/step.ts";
import { RULE_STRATEGIES } from "#core/routing/rule-target.ts";
import { localizedTextSchema } from "#core/templates/localized-text.ts";

/** What a journey says about who is to get a conversation: the settings of `assign`, which `handoff` has too. */
export const routingShape = {
  team: field(keySchema.optional(), { title: "Team", widget: "reference:team", exclusive: "whom" }),
  agent: field(z.email().max(320).optional(), {
    title: "Agent",
    widget: "reference:agent",
    exclusive: "whom",
  }),
  rules: field(keySchema.optional(), {
    title: "Routing rules",
    description: "Nothing chosen: the workspace’s rules.",
    widget: "reference:routingRules",
    exclusive: "whom",
  }),
  strategy: field(z.enum(RULE_STRATEGIES).optional(), {
    title: "Choose by",
    labels: {
      roundRobin: "Taking turns",
      skill: "Who is best at the skills",
      vip: "VIP first",
      leastBusy: "Who has least open",
      sticky: "Who knows them",
      manual: "Whoever claims it",
    },
  }),
  skills: field(
    z
      .array(z.strictObject({ key: keySchema, level: z.int().min(1).max(10).default(1) }))
      .max(20)
      .optional(),
    { title: "Skills needed", widget: "skills" },
  ),
  minTier: field(keySchema.optional(), {
    title: "Only for customers of tier, at least",
    description:
      "For others nobody is looked for. Where the workspace’s settings put its tiers in no order, only this very tier counts.",
    widget: "reference:tier",
    advanced: true,
  }),
  mode: field(z.enum(["direct", "offer"]).default("direct"), {
    title: "How",
    labels: { direct: "Assign at once", offer: "Offer, may be declined" },
  }),
  offerTimeout: field(durationSchema.default("PT2M"), {
    title: "Offer for",
    widget: "duration",
    showWhen: { field: "mode", in: ["offer"] },
  }),
  queueFor: field(durationSchema.optional(), {
    title: "Queue for",
    description:
      "Rests here until somebody gets it, for as long as this. Absent: goes on at once when nobody is free, and stays in the queue.",
    widget: "duration",
  }),
  priority: field(z.enum(["low", "normal", "high", "urgent"]).optional(), { title: "Priority" }),
  note: field(localizedTextSchema.optional(), { title: "Note for the agent", widget: "localizedText" }),
};

const routingSchema = z.object(routingShape);
export type RoutingConfig = z.output<typeof routingSchema>;

/** A conversation goes to a team, to an agent or by rules: one of them at most. */
export function checkRouting(config: RoutingConfig, context: z.RefinementCtx): void {
  const given = (["team", "agent", "rules"] as const).filter((name) => config[name] !== undefined);
  for (const name of given.slice(1)) {
    context.addIssue({ code: "custom", path: [name], message: `Use either “${given[0]}” or “${name}”` });
  }
}

/** What of the workspace the settings name. */
export function routingReferences(
  config: RoutingConfig,
): { path: string; kind: ReferenceKind; key: string }[] {
  const single: [string, ReferenceKind, string | undefined][] = [
    ["team", "team", config.team],
    ["agent", "agent", config.agent],
    ["rules", "routingRules", config.rules],
    ["minTier", "tier", config.minTier],
  ];
  const named = single.flatMap(([path, kind, key]) => (key === undefined ? [] : [{ path, kind, key }]));
  const skills = (config.skills ?? []).map(({ key }, index) => ({
    path: `skills.${index}.key`,
    kind: "skill" as const,
    key,
  }));
  return [...named, ...skills];
}

/** “to the team care”, “to a@b.co”, “by the rules night”; undefined where the workspace’s own rules decide. */
export function routingWords({ team, agent, rules }: Partial<z.input<typeof routingSchema>>) {
  if (team) return `to the team ${excerpt(team)}`;
  if (agent) return `to ${excerpt(agent)}`;
  return rules ? `by the rules ${excerpt(rules)}` : undefined;
}

/** The settings as routing is asked, with the note written out. */
export function routingAsked(
  { note, skills, ...config }: RoutingConfig,
  context: StepContext,
): Omit<AssignEffect, "kind"> {
  return {
    ...config,
    skills: skills ?? [],
    ...(note === undefined ? {} : { note: context.render(note) }),
  };
}
