import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type JourneyDocument, journeyDocumentSchema } from "#core/journey/document.ts";
import type { SystemActor } from "#server/access/actor.ts";
import { createJourney } from "#server/journeys/create-journey.ts";
import { publishJourney } from "#server/journeys/publish-journey.ts";
import { transact } from "#server/platform/database.ts";
import { projectRoot } from "#server/platform/project-root.ts";

/** The demo's journeys, in the order of the list, and whether they are live from the start. */
const JOURNEYS = [
  { file: "chat_welcome", isLive: true },
  { file: "appointment_reminder", isLive: true },
  { file: "job_screening", isLive: true },
  { file: "open_day", isLive: false },
];

/** The journeys, bound to the demo's own accounts, published as a person would. */
export async function seedJourneys(actor: SystemActor): Promise<void> {
  for (const { file, isLive } of JOURNEYS) {
    const document = readJourney(file);
    const known = await transact(actor, (tx) =>
      tx.journey.findFirst({ where: { key: document.key ?? file } }),
    );
    const { id } = known ?? (await createJourney(actor, document, { isDemo: true }));
    if (isLive && !known?.liveVersionId) await publishJourney(actor, id, { note: "First version" });
  }
}

function readJourney(file: string): JourneyDocument {
  const path = join(projectRoot(), "prisma", "demo", "journeys", `${file}.json`);
  return journeyDocumentSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}
