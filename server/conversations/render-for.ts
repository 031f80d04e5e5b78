import { AppError } from "#core/errors.ts";
import { templateScope } from "#core/journey/variable-scope.ts";
import { renderTemplate } from "#core/templates/render-template.ts";
import { TemplateError } from "#core/templates/template-error.ts";
import type { Actor } from "#server/access/actor.ts";
import { loadFacts } from "#server/journeys/load-facts.ts";
import { transact } from "#server/platform/database.ts";

export interface TextSubject {
  contactId: string;
  conversationId: string;
}

/** Addresses that a text may hold, made for this contact. */
export interface TextLinks {
  csat?: string;
}

/**
 * What fills in a text's variables for one conversation, in the name of who writes it.
 * @returns a function that renders @throws AppError not_found; when rendering, invalid_input naming what is wrong
 */
export async function rendererFor(
  actor: Actor,
  { contactId, conversationId }: TextSubject,
  links: TextLinks = {},
) {
  const facts = await loadFacts(actor.workspaceId, { contactId, conversationId, triggerEventId: null });
  if (!facts) throw new AppError("not_found", "There is no such contact.");
  const user =
    actor.kind === "user"
      ? await transact(actor, (tx) =>
          tx.user.findUnique({ where: { id: actor.userId }, select: { name: true } }),
        )
      : null;
  const agent = user ? { name: user.name, firstName: user.name.split(" ")[0] ?? user.name } : facts.agent;
  const source = { facts: { ...facts, agent, links }, vars: {}, run: null, now: Date.now() };
  const scope = templateScope(source);
  const { locale, timezone } = facts.contact;
  return (text: string): string => {
    try {
      return renderTemplate(text, scope, { locale, zone: timezone ?? facts.workspace.timezone });
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw new AppError("invalid_input", `text: ${error.message}`);
    }
  };
}
