import { z } from "zod";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

export const exitConfigSchema = z.strictObject({
  reason: field(z.string().trim().min(1).max(200).default("ended"), {
    title: "Reason",
    description: "Runs are counted by it.",
  }),
});

export const exitDefinition: NodeDefinition<typeof exitConfigSchema> = {
  type: "exit",
  family: "logic",
  title: "Exit",
  description: "Ends the run, with a reason.",
  icon: "log-out",
  config: exitConfigSchema,
  defaults: {},
  outlets: () => [],
  summary: ({ reason }) => (reason ? `End as ${excerpt(reason)}` : "End the run"),
};
