import { z } from "zod";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { checkRouting, routingReferences, routingShape, routingWords } from "#core/journey/routing-config.ts";

export const assignConfigSchema = z.strictObject(routingShape).superRefine(checkRouting);

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
    return `${verb} ${routingWords(config) ?? "by the routing rules"}`;
  },
  templates: ({ note }) => (note === undefined ? [] : [{ path: "note", text: note }]),
  references: routingReferences,
};
