import { z } from "zod";
import { durationSchema } from "#core/duration/duration.ts";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { recipientReferences, recipientSchema } from "#core/journey/recipient.ts";
import { localizedTextSchema } from "#core/templates/localized-text.ts";

export const taskConfigSchema = z.strictObject({
  title: field(localizedTextSchema, { title: "What is to be done", widget: "localizedText" }),
  assignee: field(recipientSchema.optional(), {
    title: "By whom",
    description:
      "assignee or team (of the conversation), supervisor, a team’s key, or somebody’s e-mail. Nothing: whoever has the conversation, else its team.",
    placeholder: "assignee",
  }),
  due: field(durationSchema.optional(), { title: "Due within", widget: "duration" }),
  waitForDone: field(z.boolean().default(false), {
    title: "Wait until it is done",
    description: "Leaves by “Overdue” when it is not done in time. Off: goes on at once.",
  }),
});

export const taskDefinition: NodeDefinition<typeof taskConfigSchema> = {
  type: "task",
  family: "people",
  title: "Give a task",
  description: "Puts something to do on a colleague’s list, and may wait until it is done.",
  icon: "list-todo",
  config: taskConfigSchema,
  defaults: {},
  outlets: () => [
    { id: "next", label: "Next" },
    { id: "overdue", label: "Overdue" },
  ],
  summary: ({ title }) => (title ? `Task “${excerpt(title)}”` : "Give a task"),
  templates: ({ title }) => [{ path: "title", text: title }],
  references: ({ assignee }) => (assignee === undefined ? [] : recipientReferences("assignee", assignee)),
};
