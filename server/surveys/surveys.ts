import { createHash, randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { Survey } from "#core/api/csat.ts";
import type { Channel } from "#core/channel.ts";
import { addDuration } from "#core/duration/add-duration.ts";
import { AppError } from "#core/errors.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize, systemActor } from "#server/access/actor.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { lockConversation, seenConversation } from "#server/conversations/apply-change.ts";
import { rendererFor } from "#server/conversations/render-for.ts";
import { sendMessage } from "#server/conversations/send-message.ts";
import { transact } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";

export interface SurveyToSend {
  conversationId: string;
  channel?: Channel;
  text?: string;
  /** ISO 8601. */
  expires: string;
  /** The run that asks: asked again for the same effect, it is the same survey. */
  run?: { runId: string; effectKey: string };
}

const QUESTION = "How did we do? Rate this conversation: {{ links.csat }}";
const include = { assignee: { select: { id: true, name: true } } } satisfies Prisma.SurveyInclude;
type SurveyRow = Prisma.SurveyGetPayload<{ include: typeof include }>;

/**
 * Asks the customer how it was, once a conversation. Who is rated is who has it now: at its resolution.
 * @throws AppError not_found, forbidden, conflict where they were asked already, invalid_input where nothing can be sent
 */
export async function sendSurvey(actor: Actor, asked: SurveyToSend): Promise<Survey> {
  authorize(actor, "conversations.reply");
  const { conversationId } = asked;
  const token = randomBytes(24).toString("base64url");
  const { id, contactId, isNew } = await keepSurvey(actor, asked, token);
  if (!isNew) return requireSurvey(actor, conversationId);
  const csat = `${environment().PUBLIC_URL}/csat/${token}`;
  const text = asked.text ?? QUESTION;
  const system = systemActor(actor.workspaceId, "survey");
  const render = await rendererFor(actor, { contactId, conversationId }, { csat });
  const rendered = render(text);
  const outcome = await sendMessage(system, {
    conversationId,
    ...(asked.channel && { channel: asked.channel }),
    text: rendered.includes(csat) ? rendered : `${rendered}\n${csat}`,
    clientKey: `survey:${id}`,
    answers: false,
    writtenAt: new Date(0),
  });
  if (!outcome.messageId || outcome.status === "failed" || outcome.status === "suppressed") {
    await transact(actor, (tx) => tx.survey.delete({ where: { id } }));
    throw new AppError(
      "invalid_input",
      "reason" in outcome ? outcome.reason : "The question could not be sent.",
    );
  }
  await transact(actor, async (tx) => {
    await tx.survey.update({ where: { id }, data: { messageId: outcome.messageId } });
    const conversation = await tx.conversation.findUniqueOrThrow({ where: { id: conversationId } });
    const runId = asked.run?.runId ?? null;
    const data = { channel: conversation.channel };
    await appendEvent(tx, { ...aboutConversation(conversation), type: "csat.sent", actor, runId, data });
  });
  return requireSurvey(actor, conversationId);
}

async function keepSurvey(actor: Actor, { conversationId, expires, run }: SurveyToSend, token: string) {
  return transact(actor, async (tx) => {
    const conversation = await lockConversation(tx, actor, conversationId);
    const { contactId, assigneeId, teamId } = conversation;
    const known = await tx.survey.findFirst({ where: { conversationId } });
    if (known && run && known.effectKey === run.effectKey) return { id: known.id, contactId, isNew: false };
    if (known)
      throw new AppError("conflict", "The customer was asked already, once a conversation is enough.");
    const sentAt = new Date();
    const expiresAt = new Date(addDuration(sentAt.getTime(), expires, "UTC"));
    const id = uuidv7();
    const { workspaceId } = actor;
    const rated = { contactId, assigneeId, teamId, runId: run?.runId, effectKey: run?.effectKey };
    const data = { id, workspaceId, conversationId, ...rated, tokenHash: digest(token), sentAt, expiresAt };
    await tx.survey.create({ data });
    return { id, contactId, isNew: true };
  });
}

/** A conversation's survey; null where nobody was asked. */
export async function readSurvey(actor: Actor, conversationId: string): Promise<{ survey: Survey | null }> {
  authorize(actor, "conversations.view");
  return transact(actor, async (tx) => {
    await seenConversation(tx, actor, conversationId);
    const row = await tx.survey.findFirst({ where: { conversationId }, include });
    return { survey: row && toSurvey(row) };
  });
}

async function requireSurvey(actor: Actor, conversationId: string): Promise<Survey> {
  const { survey } = await readSurvey(actor, conversationId);
  if (!survey) throw new AppError("not_found", "Nobody was asked about this conversation.");
  return survey;
}

/** What is kept of a link's token. */
export function digest(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function toSurvey(row: SurveyRow): Survey {
  const isOver = row.expiresAt < new Date();
  return {
    id: row.id,
    conversationId: row.conversationId,
    assignee: row.assignee,
    status: row.answeredAt ? "answered" : isOver ? "expired" : "sent",
    sentAt: row.sentAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    rating: row.rating,
    comment: row.comment,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}
