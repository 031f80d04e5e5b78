import type { z } from "zod";
import type { answerSurveySchema, PublicSurvey } from "#core/api/csat.ts";
import { AppError } from "#core/errors.ts";
import { type SystemActor, systemActor } from "#server/access/actor.ts";
import { countAttempt } from "#server/access/rate-limit.ts";
import { aboutConversation } from "#server/conversations/about-conversation.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { findSurvey } from "#server/platform/cross-workspace.ts";
import { type Transaction, transact } from "#server/platform/database.ts";
import { digest } from "#server/surveys/surveys.ts";

/** Looks at links that one address may take in a minute. */
const MOST_A_MINUTE = 60;

/** In whose name the holder of a survey's link is answered. @throws AppError not_found, rate_limited */
export async function surveyVisitor(token: string, ip: string): Promise<SystemActor> {
  const { attempts } = await countAttempt("survey", ip, 60);
  if (attempts > MOST_A_MINUTE)
    throw new AppError("rate_limited", "Too many attempts. Try again in a minute.");
  return actorOf(token);
}

/** Whoever holds the link answers, signed in here or elsewhere or nowhere. */
async function actorOf(token: string): Promise<SystemActor> {
  const found = await findSurvey(digest(token));
  if (!found) throw noSuchSurvey();
  return systemActor(found.workspaceId, "survey");
}

/** What the page behind a link shows: nothing of what was said. */
export async function readPublicSurvey(token: string): Promise<PublicSurvey> {
  const actor = await actorOf(token);
  return transact(actor, async (tx) => {
    const row = await rowOf(tx, token);
    const { name } = await tx.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId } });
    const isOver = row.expiresAt < new Date() || row.erasedAt !== null;
    return {
      workspace: name,
      agent: row.assignee?.name ?? null,
      status: row.answeredAt ? "answered" : isOver ? "expired" : "open",
      rating: row.rating,
    };
  });
}

/** Takes a rating, once. @throws AppError not_found, gone when it is too late, conflict when it is answered */
export async function answerSurvey(
  token: string,
  { rating, comment }: z.output<typeof answerSurveySchema>,
): Promise<PublicSurvey> {
  const actor = await actorOf(token);
  await transact(actor, async (tx) => {
    const row = await rowOf(tx, token);
    if (row.answeredAt)
      throw new AppError("conflict", "You have rated this conversation already. Thank you.");
    if (row.expiresAt < new Date() || row.erasedAt)
      throw new AppError("gone", "This link is not open any more.");
    const { count } = await tx.survey.updateMany({
      where: { id: row.id, answeredAt: null },
      data: { rating, comment: comment || null, answeredAt: new Date() },
    });
    if (count === 0) throw new AppError("conflict", "You have rated this conversation already. Thank you.");
    const conversation = await tx.conversation.findUniqueOrThrow({ where: { id: row.conversationId } });
    await appendEvent(tx, {
      ...aboutConversation(conversation),
      type: "csat.answered",
      actor,
      userId: row.assigneeId,
      teamId: row.teamId,
      runId: row.runId,
      data: { rating, ...(row.assigneeId && { assigneeId: row.assigneeId }) },
    });
  });
  return readPublicSurvey(token);
}

async function rowOf(tx: Transaction, token: string) {
  const include = { assignee: { select: { name: true } } } as const;
  const row = await tx.survey.findUnique({ where: { tokenHash: digest(token) }, include });
  if (!row) throw noSuchSurvey();
  return row;
}

function noSuchSurvey(): AppError {
  return new AppError("not_found", "There is no survey behind this link.");
}
