import type { z } from "zod";
import type { addExampleSchema, Intent } from "#core/api/intents.ts";
import { AppError } from "#core/errors.ts";
import { withoutRepeats } from "#core/intents/check-intents.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { forgetIntents } from "#server/analysis/workspace-intents.ts";
import { requireConversation } from "#server/conversations/get-conversation.ts";
import { getIntent, requireIntent } from "#server/library/intents.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

const MOST_EXAMPLES = 1_000;
const LONGEST = 500;

/**
 * Teaches an intent one example: words, or what a customer wrote. The same example again changes nothing.
 * @throws AppError not_found, conflict when it is full, invalid_input for a message that is no example
 */
export async function addExample(
  actor: Actor,
  idOrKey: string,
  { text, messageId }: z.output<typeof addExampleSchema>,
): Promise<Intent> {
  authorize(actor, "routing.edit");
  const id = await transact(actor, async (tx) => {
    const { id } = await requireIntent(tx, idOrKey);
    // Two at once add one after the other, and neither is lost.
    await tx.$executeRaw`SELECT 1 FROM intents WHERE id = ${id}::uuid FOR UPDATE`;
    const intent = await requireIntent(tx, id);
    const example = text ?? (messageId === undefined ? "" : await textOf(tx, actor, messageId));
    const examples = withoutRepeats([...intent.examples, example]);
    if (examples.length === intent.examples.length) return id;
    if (examples.length > MOST_EXAMPLES) {
      throw new AppError("conflict", `An intent has ${MOST_EXAMPLES} examples at most. Remove some first.`);
    }
    const before = intent.learntFrom as Record<string, string>;
    const learntFrom = messageId === undefined ? before : { ...before, [messageId]: example };
    await tx.intent.update({ where: { id }, data: { examples, learntFrom } });
    const change = { messageId: messageId ?? null };
    await writeAudit(tx, actor, { action: "intent.taught", subjectType: "intent", subjectId: id, change });
    return id;
  });
  forgetIntents(actor.workspaceId);
  return getIntent(actor, id);
}

async function textOf(tx: Transaction, actor: Actor, messageId: string): Promise<string> {
  const message = await tx.message.findFirst({ where: { id: messageId } });
  if (!message) throw new AppError("not_found", "There is no such message.");
  await requireConversation(tx, actor, message.conversationId);
  const text = message.text.trim();
  if (message.direction !== "in") throw notAnExample("It was not written by a customer.");
  if (text === "" || message.erasedAt) throw notAnExample("It has no words.");
  if (text.length > LONGEST) {
    throw notAnExample(`It is longer than ${LONGEST} characters: give the part that says it as text.`);
  }
  return text;
}

function notAnExample(why: string): AppError {
  const message = `This message is no example. ${why}`;
  const problem = { code: "invalid_field", severity: "error" as const, path: "messageId", message };
  return new AppError("invalid_input", message, { problems: [problem] });
}
