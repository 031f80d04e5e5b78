import type { Journey } from "#core/api/journeys.ts";
import { AppError } from "#core/errors.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { readJourney } from "#server/journeys/get-journey.ts";
import { transact } from "#server/platform/database.ts";

/**
 * Replaces the draft by any well-formed document; its problems are in the answer. With `revision`, only if the
 * draft is still the one it was made from.
 * @throws AppError `draft_conflict` when somebody saved meanwhile, `conflict` for another journey's key
 */
export async function saveDraft(
  actor: Actor,
  journeyId: string,
  document: JourneyDocument,
  options: { revision?: number } = {},
): Promise<Journey> {
  authorize(actor, "journeys.edit");
  const { workspaceId } = actor;
  return transact(actor, async (tx) => {
    const row = await tx.journey.findUnique({ where: { workspaceId_id: { workspaceId, id: journeyId } } });
    if (!row) throw new AppError("not_found", "There is no such journey.");
    if (row.status === "archived") throw new AppError("conflict", "This journey is archived.");
    // Runs, campaigns and other journeys know it by its key.
    const draft = { ...document, key: row.key };
    if (document.key !== undefined && document.key !== row.key) {
      throw new AppError("conflict", `The key of this journey is ${row.key} and stays so.`);
    }
    const saved = await tx.journey.updateMany({
      where: { workspaceId, id: journeyId, draftRevision: options.revision ?? row.draftRevision },
      data: {
        draft: draft as unknown as Prisma.InputJsonValue,
        name: document.name,
        description: document.description ?? null,
        draftRevision: { increment: 1 },
        draftSavedAt: new Date(),
        draftSavedById: actor.kind === "user" ? actor.userId : null,
      },
    });
    if (saved.count === 0) {
      throw new AppError(
        "draft_conflict",
        "Somebody else saved this journey meanwhile. Load it again before you save.",
      );
    }
    const revision = row.draftRevision + 1;
    await appendEvent(tx, { type: "journey.saved", actor, journeyId, data: { revision } });
    return readJourney(tx, actor, journeyId);
  });
}
