import { uuidv7 } from "uuidv7";
import type { z } from "zod";
import type { MacroAction, MacroOutcome, runMacroSchema } from "#core/api/macros.ts";
import { addDuration } from "#core/duration/add-duration.ts";
import { AppError, isAppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { addNote } from "#server/conversations/add-note.ts";
import { lockConversation, seenConversation } from "#server/conversations/apply-change.ts";
import { assignConversation } from "#server/conversations/assign-conversation.ts";
import { claimConversation } from "#server/conversations/claim-conversation.ts";
import { getConversation } from "#server/conversations/get-conversation.ts";
import { rendererFor } from "#server/conversations/render-for.ts";
import { requireNoReplySince } from "#server/conversations/reply-conflict.ts";
import { resolveConversation } from "#server/conversations/resolve-conversation.ts";
import { scheduleReply } from "#server/conversations/scheduled-messages.ts";
import { isSame, takeSnapshot } from "#server/conversations/snapshot.ts";
import { snoozeConversation } from "#server/conversations/snooze-conversation.ts";
import { keepUndo } from "#server/conversations/undo.ts";
import { updateConversation } from "#server/conversations/update-attributes.ts";
import { macroOfKey } from "#server/library/macros.ts";
import { type Transaction, transact, transactTogether } from "#server/platform/database.ts";
import { startByRule } from "#server/routing/start-by-rule.ts";

type Done = MacroOutcome["actions"][number];

interface Work {
  tx: Transaction;
  actor: Actor;
  conversationId: string;
  render: (text: string) => string;
  undoSeconds: number;
}

/**
 * Does all of a macro's actions, or none: what cannot be done is told by its place. The reply leaves when everything is
 * committed, after `undoSeconds`.
 * @throws AppError not_found, forbidden, reply_conflict, invalid_input and conflict naming `actions.N`
 */
export async function runMacro(
  actor: Actor,
  conversationId: string,
  key: string,
  { lastSeenMessageId, undoSeconds = 0 }: z.output<typeof runMacroSchema>,
): Promise<MacroOutcome> {
  authorize(actor, "conversations.reply");
  const { contactId } = await transact(actor, (tx) => seenConversation(tx, actor, conversationId));
  const render = await rendererFor(actor, { contactId, conversationId });
  const outcome = await transactTogether(actor, async (tx) => {
    const before = await takeSnapshot(tx, actor, conversationId);
    const macro = await macroOfKey(tx, key);
    await requireNoReplySince(tx, conversationId, lastSeenMessageId);
    const replies = macro.actions.some((action) => action.do === "reply");
    if (replies && actor.kind === "user" && !before.assigneeId)
      await claimConversation(actor, conversationId);
    const work = { tx, actor, conversationId, render, undoSeconds };
    const done: Done[] = [];
    for (const [place, action] of macro.actions.entries()) {
      done.push(await named(place, () => perform(work, action)));
    }
    const change = { macro: key, actions: macro.actions.map((action) => action.do) };
    const line = { action: "macro.run", subjectType: "conversation", subjectId: conversationId, change };
    await writeAudit(tx, actor, line);
    const after = await takeSnapshot(tx, actor, conversationId);
    const scheduledIds = undoSeconds > 0 ? repliesOf(done) : [];
    const hasUndo = scheduledIds.length > 0 || !isSame(before, after);
    const steps = hasUndo ? [{ conversationId, before, after, scheduledIds }] : [];
    return { done, undo: await keepUndo(tx, actor, steps) };
  });
  const conversation = await getConversation(actor, conversationId);
  return { conversation, actions: outcome.done, undo: outcome.undo };
}

function repliesOf(done: Done[]): string[] {
  return done.flatMap((line) => (line.do === "reply" && line.messageId ? [line.messageId] : []));
}

async function named(place: number, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, message } = error;
    const problems = [{ code, severity: "error" as const, path: `actions.${place}`, message }];
    throw new AppError(code, `Nothing was done. actions.${place}: ${message}`, { cause: error, problems });
  }
}

async function perform(work: Work, action: MacroAction): Promise<Done> {
  const { actor, conversationId, tx } = work;
  switch (action.do) {
    case "reply":
      return { do: "reply", messageId: await reply(work, action) };
    case "note": {
      const note = await addNote(actor, { conversationId, text: work.render(action.text) });
      return { do: "note", messageId: note.id };
    }
    case "journey":
      return { do: "journey", runId: await startJourney(work, action.journey) };
    case "tag": {
      const { tags } = await lockConversation(tx, actor, conversationId);
      const kept = [...tags, ...action.add].filter((tag) => !action.remove.includes(tag));
      await updateConversation(actor, conversationId, { tags: kept });
      break;
    }
    case "priority":
      await updateConversation(actor, conversationId, { priority: action.priority });
      break;
    case "assign": {
      const assignee = action.assignee === "me" && actor.kind === "user" ? actor.userId : action.assignee;
      await assignConversation(actor, { conversationId, assignee });
      break;
    }
    case "team":
      await assignConversation(actor, { conversationId, team: action.team });
      break;
    case "snooze": {
      const until = action.for === null ? null : new Date(addDuration(Date.now(), action.for, "UTC"));
      await snoozeConversation(actor, { conversationId, until });
      break;
    }
    case "resolve":
      await resolveConversation(actor, { conversationId, reason: action.reason });
  }
  return { do: action.do };
}

async function reply(work: Work, action: Extract<MacroAction, { do: "reply" }>): Promise<string> {
  const { tx, actor, conversationId, render, undoSeconds } = work;
  const text = render(action.text ?? (await cannedText(tx, action.canned ?? "")));
  if (text.trim() === "") throw new AppError("invalid_input", "The reply's text comes out empty");
  const sendAt = new Date(Date.now() + undoSeconds * 1000);
  const held = { conversationId, text, channel: action.channel, sendAt, isHeld: true };
  return (await scheduleReply(actor, held)).id;
}

async function cannedText(tx: Transaction, key: string): Promise<string> {
  const row = await tx.cannedResponse.findFirst({ where: { key }, select: { text: true } });
  if (!row) throw new AppError("invalid_input", `There is no canned response “${key}”`);
  return row.text;
}

async function startJourney({ tx, actor, conversationId }: Work, journey: string): Promise<string> {
  const conversation = await lockConversation(tx, actor, conversationId);
  const startKey = `macro:${uuidv7()}`;
  const journeyId = await startByRule(tx, actor, conversation, { journey, startKey });
  const run = journeyId && (await tx.run.findFirst({ where: { startKey }, select: { id: true } }));
  if (!run) throw new AppError("conflict", `The journey “${journey}” is not live, or does not let them in`);
  return run.id;
}
