import { z } from "zod";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import { isRecipient, recipientReferences, recipientWords } from "#core/journey/recipient.ts";
import { localizedTextSchema } from "#core/templates/localized-text.ts";

const WHO = "supervisor, team, assignee, a team’s key or somebody’s e-mail";

const WRONG = {
  inApp: `Write whom to tell: ${WHO}`,
  email: `Write an e-mail address, or whom to tell: ${WHO}`,
  webhook: "Write an address such as https://example.com/hooks/journeys",
};

const notifyFields = z.strictObject({
  via: field(z.enum(["inApp", "email", "webhook"]), {
    title: "How",
    labels: { inApp: "In the studio", email: "By e-mail", webhook: "By webhook" },
  }),
  to: field(z.string().trim().min(1).max(2000), {
    title: "To",
    description: `In the studio and by e-mail: ${WHO}. By webhook: the address to call. May hold variables.`,
    widget: "template",
    placeholder: "supervisor",
  }),
  text: field(localizedTextSchema, {
    title: "What to tell",
    description: "For colleagues and systems; the customer never sees it.",
    widget: "localizedText",
  }),
});

type NotifyConfig = z.output<typeof notifyFields>;

const hasVariables = (text: string) => /\{[{%]/.test(text);

function fits({ via, to }: NotifyConfig): boolean {
  if (hasVariables(to)) return true;
  return via === "webhook" ? /^https?:\/\/\S+$/i.test(to) : isRecipient(to);
}

export const notifyConfigSchema = notifyFields.superRefine((config, context) => {
  if (fits(config)) return;
  context.addIssue({ code: "custom", path: ["to"], message: WRONG[config.via] });
});

export const notifyDefinition: NodeDefinition<typeof notifyConfigSchema> = {
  type: "notify",
  family: "people",
  title: "Notify",
  description: "Tells colleagues in the studio or by e-mail, or another system by a signed webhook.",
  icon: "bell",
  config: notifyConfigSchema,
  defaults: { via: "inApp" },
  outlets: () => [{ id: "next", label: "Next" }],
  summary({ to, via }) {
    if (typeof to !== "string" || !to) return "Notify somebody";
    return `Notify ${isRecipient(to) && via !== "webhook" ? recipientWords(to) : excerpt(to)}`;
  },
  templates: ({ to, text }) => [
    { path: "to", text: to },
    { path: "text", text },
  ],
  // By e-mail anybody can be told, not only who works here.
  references: ({ to, via }) =>
    via === "webhook" || hasVariables(to) || (via === "email" && to.includes("@"))
      ? []
      : recipientReferences("to", to),
};
