import { type JourneyDocument, journeyDocumentSchema } from "#core/journey/document.ts";
import { demoFiles } from "#prisma/seed/demo-files.ts";
import type { Actor } from "#server/access/actor.ts";
import { createJourney } from "#server/journeys/create-journey.ts";
import { publishJourney } from "#server/journeys/publish-journey.ts";
import { transact } from "#server/platform/database.ts";

/** Makes and publishes the demo journeys that are not there yet. */
export async function seedJourneys(actor: Actor): Promise<void> {
  for (const file of demoFiles("journeys")) await seedJourney(actor, journeyDocumentSchema.parse(file));
}

async function seedJourney(actor: Actor, document: JourneyDocument): Promise<void> {
  const known = await transact(actor, (tx) => tx.journey.findFirst({ where: { key: document.key } }));
  if (known?.liveVersionId || known?.status === "archived") return;
  const { id } = known ?? (await createJourney(actor, document, { isDemo: true }));
  await publishJourney(actor, id, { note: "Part of the demo" });
}
