import { AppError } from "#core/errors.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { writeAudit } from "#server/access/audit.ts";
import { transact } from "#server/platform/database.ts";

/**
 * Removes a journey that was never published. One that was is kept, for the runs that went through it.
 * @throws AppError `conflict` for a journey with versions, or one that a campaign is to start
 */
export async function deleteJourney(actor: Actor, journeyId: string): Promise<void> {
  authorize(actor, "journeys.edit");
  await transact(actor, async (tx) => {
    const journey = await tx.journey.findFirst({
      where: { id: journeyId },
      include: {
        versions: { take: 1, select: { id: true } },
        campaigns: { take: 1, select: { name: true } },
      },
    });
    if (!journey) throw new AppError("not_found", "There is no such journey.");
    if (journey.versions.length > 0) {
      throw new AppError("conflict", "This journey was published. Archive it: its runs keep their history.");
    }
    const [campaign] = journey.campaigns;
    if (campaign) {
      const message = `The campaign “${campaign.name}” is to start this journey. Remove the campaign first.`;
      throw new AppError("conflict", message);
    }
    await tx.journey.delete({ where: { id: journeyId } });
    const change = { key: journey.key };
    const line = { action: "journey.deleted", subjectType: "journey", subjectId: journeyId, change };
    await writeAudit(tx, actor, line);
  });
}
