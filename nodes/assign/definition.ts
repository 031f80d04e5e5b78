import { z } from "zod";
import { durationSchema } from "#core/duration/duration.ts";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import type { ReferenceKind } from "#core/journey/reference-kinds.ts";
import { localizedTextSchema } from "#core/templates/localized-text.ts";

const assignFields = z.strictObject({
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
  strategy: field(z.enum(["roundRobin", "leastBusy", "sticky", "manual"]).optional(), {
    title: "Choose by",
    labels: {
      roundRobin: "Taking turns",
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
      "Others leave by “Nobody free”. Where the workspace’s settings put its tiers in no order, only this very tier counts.",
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
});

export type AssignConfig = z.output<typeof assignFields>;

export const assignConfigSchema = assignFields.superRefine((config, context) => {
  const given = (["team", "agent", "rules"] as const).filter((name) => config[name] !== undefined);
  for (const name of given.slice(1)) {
    context.addIssue({ code: "custom", path: [name], message: `Use either “${given[0]}” or “${name}”` });
  }
});

export const assignDefinition: NodeDefinition<typeof assignConfigSchema> = {
  type: "assign",
  family: "people",
  title: "Assign",
  description: "Gives the conversation to a person or a team.",
  icon: "user-check",
  config: assignConfigSchema,
  defaults: { mode: "direct" },
  outlets: () => [
    { id: "assigned", label: "Assigned" },
    { id: "nobody", label: "Nobody free" },
    { id: "declined", label: "Declined" },
  ],
  summary(config) {
    const verb = config.mode === "offer" ? "Offer" : "Assign";
    if (config.team) return `${verb} to the team ${excerpt(config.team)}`;
    if (config.agent) return `${verb} to ${excerpt(config.agent)}`;
    return config.rules ? `${verb} by the rules ${excerpt(config.rules)}` : `${verb} by the routing rules`;
  },
  templates: ({ note }) => (note === undefined ? [] : [{ path: "note", text: note }]),
  references(config) {
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
  },
};
