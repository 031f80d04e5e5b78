import { z } from "zod";
import { listOf, listWords, propertyOf } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { NodeDefinition, Outlet } from "#core/journey/node-definition.ts";

export const HOLDOUT = "holdout";

const armSchema = z.strictObject({
  outlet: field(keySchema, { title: "Arm" }),
  weight: field(z.int().min(1).max(1_000_000), { title: "Weight" }),
});

const winnerSchema = z.strictObject({
  metric: field(z.enum(["goal"]).default("goal"), {
    title: "Measured by",
    labels: { goal: "Goals reached" },
  }),
  confidence: field(z.number().min(0.5).max(0.9999).default(0.95), { title: "Confidence" }),
  minPerArm: field(z.int().min(2).max(10_000_000).default(100), { title: "Runs in each arm, at least" }),
});

export const splitConfigSchema = z
  .strictObject({
    key: field(keySchema.optional(), {
      title: "Name of the experiment",
      description: "Absent: the node’s id. The same name and contact always get the same arm.",
      advanced: true,
    }),
    by: field(z.enum(["contact", "conversation"]).default("contact"), {
      title: "Decide for each",
      labels: { contact: "Contact", conversation: "Conversation" },
    }),
    arms: field(z.array(armSchema).min(1).max(20), {
      title: "Arms",
      description: "Each gets its weight’s share of whoever is not held out.",
    }),
    holdout: field(z.number().min(0).max(100).default(0), {
      title: "Hold out, in percent",
      description: "Taken first; leaves by “Held out”.",
    }),
    winner: field(winnerSchema.optional(), {
      title: "Send everybody to the winner",
      description: "Once one arm is better than every other beyond doubt.",
      widget: "group",
      advanced: true,
    }),
  })
  .superRefine(({ arms }, context) => {
    const seen = new Set<string>([HOLDOUT]);
    for (const [index, { outlet }] of arms.entries()) {
      if (seen.has(outlet)) {
        const message = `The outlet “${outlet}” is there already`;
        context.addIssue({ code: "custom", path: ["arms", index, "outlet"], message });
      }
      seen.add(outlet);
    }
  });

export type SplitConfig = z.output<typeof splitConfigSchema>;

export const splitDefinition: NodeDefinition<typeof splitConfigSchema> = {
  type: "split",
  family: "logic",
  title: "Split",
  description: "Shares people out among ways, to compare them.",
  icon: "flask-conical",
  config: splitConfigSchema,
  defaults: {
    arms: [
      { outlet: "a", weight: 1 },
      { outlet: "b", weight: 1 },
    ],
  },
  outlets: ({ arms }) => [
    ...namesOf(arms).map((id): Outlet => ({ id, label: id })),
    { id: HOLDOUT, label: "Held out" },
  ],
  summary({ arms }) {
    const names = namesOf(arms);
    return names.length === 0 ? "Split" : `Split into ${listWords(names)}`;
  },
};

function namesOf(arms: unknown): string[] {
  const names = listOf(arms).map((arm) => propertyOf(arm, "outlet"));
  const texts = names.filter((name): name is string => typeof name === "string" && name !== "");
  return [...new Set(texts)].filter((name) => name !== HOLDOUT);
}
