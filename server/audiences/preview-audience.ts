import type { AudiencePreview } from "#core/api/audiences.ts";
import type { Condition } from "#core/conditions/condition.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { conditionOf, findOpenAudience } from "#server/audiences/audiences.ts";
import { countAudience, pageAudience } from "#server/audiences/page-audience.ts";
import { transact } from "#server/platform/database.ts";

/** How many an audience has now, and some of them. The count is kept with it. */
export async function previewAudience(actor: Actor, id: string, sample: number): Promise<AudiencePreview> {
  authorize(actor, "campaigns.view");
  const row = await transact(actor, (tx) => findOpenAudience(tx, { id }));
  const now = Date.now();
  const preview = await previewCondition(actor, conditionOf(row), sample, now);
  if (preview.isComplete) {
    await transact(
      actor,
      (tx) =>
        // By hand, so that counting is no change of the audience; unless its condition has changed meanwhile.
        tx.$executeRaw`UPDATE audiences SET size = ${preview.count}::int, counted_at = ${new Date(now)}::timestamptz
        WHERE id = ${id}::uuid AND updated_at = ${row.updatedAt}::timestamptz`,
    );
  }
  return preview;
}

/** The same for a condition that is not saved. */
export async function previewCondition(
  actor: Actor,
  condition: Condition,
  sample: number,
  now = Date.now(),
): Promise<AudiencePreview> {
  authorize(actor, "campaigns.view");
  const counted = await countAudience(actor, condition, { now });
  const { contactIds } =
    sample === 0 ? { contactIds: [] } : await pageAudience(actor, condition, { limit: sample, now });
  const rows = await transact(actor, (tx) =>
    tx.contact.findMany({
      where: { id: { in: contactIds } },
      select: { id: true, name: true },
      orderBy: { id: "asc" },
    }),
  );
  return { ...counted, sample: rows };
}
