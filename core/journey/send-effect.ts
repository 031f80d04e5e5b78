import type { SendEffect } from "#core/journey/effect.ts";
import type { SendConfig } from "#core/journey/send-config.ts";
import type { StepContext } from "#core/journey/step.ts";
import type { LocalizedText } from "#core/templates/localized-text.ts";

/** The effect of a message's config, rendered for the contact. `text` replaces the config's content. */
export function buildSendEffect(config: SendConfig, context: StepContext, text?: LocalizedText): SendEffect {
  const effect: SendEffect = {
    kind: "send",
    channel: config.channel,
    fallback: config.fallback ?? [],
    purpose: config.purpose,
    attachments: text === undefined ? (config.attachments ?? []) : [],
    buttons: (config.buttons ?? []).map(({ id, label, url }) => ({
      id,
      label: context.render(label),
      ...(url === undefined ? {} : { url: context.render(url) }),
    })),
    answers: config.answers,
    ignoreQuietHours: config.ignoreQuietHours,
  };
  if (config.account !== undefined) effect.account = config.account;
  if (config.subject !== undefined) effect.subject = context.render(config.subject);
  const content = text ?? config.text;
  if (content !== undefined) effect.text = context.render(content);
  if (text !== undefined) return effect;
  if (config.html !== undefined) effect.html = context.renderHtml(config.html);
  if (config.template) effect.template = renderTemplateUse(config.template, context);
  return effect;
}

function renderTemplateUse(
  template: NonNullable<SendConfig["template"]>,
  context: StepContext,
): NonNullable<SendEffect["template"]> {
  const variables = Object.entries(template.variables ?? {}).map(([name, text]) => [
    name,
    context.render(text),
  ]);
  return { key: template.key, variables: Object.fromEntries(variables) };
}
