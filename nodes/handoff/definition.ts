import { z } from "zod";
import { field } from "#core/journey/field-hints.ts";
import { variableNameSchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { checkRouting, routingReferences, routingShape, routingWords } from "#core/journey/routing-config.ts";

export const handoffConfigSchema = z
  .strictObject({
    ...routingShape,
    summary: field(z.boolean().default(true), {
      title: "Tell the agent what it is about",
      description: "Leaves a note with what was said last.",
    }),
    collect: field(z.array(variableNameSchema).max(50).optional(), {
      title: "Pass on what was found out",
      description: "Names of the journey’s values; they stand in the note.",
      widget: "words",
    }),
    waitForReturn: field(z.boolean().default(true), {
      title: "Wait until they are through",
      description:
        "Rests here while the person has the conversation, and leaves by “Given back” when they release or resolve it. Off: leaves by “Accepted” as soon as somebody has it.",
    }),
  })
  .superRefine(checkRouting);

export const handoffDefinition: NodeDefinition<typeof handoffConfigSchema> = {
  type: "handoff",
  family: "people",
  title: "Hand over to a person",
  description: "Gives the conversation to a person, who answers from then on, with what they need to know.",
  icon: "handshake",
  config: handoffConfigSchema,
  defaults: { queueFor: "PT10M" },
  outlets: () => [
    { id: "accepted", label: "Accepted" },
    { id: "timeout", label: "Nobody took it" },
    { id: "returned", label: "Given back" },
  ],
  summary: (config) => `Hand over ${routingWords(config) ?? "to a person"}`,
  templates: ({ note }) => (note === undefined ? [] : [{ path: "note", text: note }]),
  paths: ({ collect = [] }) =>
    collect.map((name, index) => ({ path: `collect.${index}`, variable: `vars.${name}` })),
  references: routingReferences,
};
