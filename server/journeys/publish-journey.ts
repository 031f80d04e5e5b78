import { uuidv7 } from "uuidv7";
import type { Published } from "#core/api/journeys.ts";
import { AppError } from "#core/errors.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { listensTo } from "#core/journey/listens.ts";
import type { Plan } from "#core/journey/plan.ts";
import { planHash } from "#core/journey/plan-hash.ts";
import { nodeDefinitions } from "#nodes/definitions.ts";
import type { Journey, Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { checkDocument } from "#server/journeys/check-document.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

export interface PublishOptions {
  strategy?: "pin" | "migrate" | "drain";
  note?: string;
  /** Refuses unless the draft is still at this revision. */
  revision?: number;
}

/**
 * Makes an immutable, numbered version of the draft, on which new runs start. Runs under way stay on theirs.
 * @throws AppError `has_problems` with what is wrong, `draft_conflict` for a draft that has moved on, `invalid_input`
 * for a strategy that does not exist yet
 */
export async function publishJourney(
  actor: Actor,
  journeyId: string,
  options: PublishOptions = {},
): Promise<Published> {
  authorize(actor, "journeys.publish");
  const strategy = options.strategy ?? "pin";
  if (strategy === "migrate") {
    throw new AppError(
      "invalid_input",
      "Runs cannot be moved to a new version yet: publish with pin or drain.",
    );
  }
  const { workspaceId } = actor;
  return transact(actor, async (tx) => {
    // The row's lock hands out version numbers one by one.
    await tx.$queryRaw`SELECT id FROM journeys WHERE workspace_id = ${workspaceId}::uuid AND id = ${journeyId}::uuid FOR UPDATE`;
    const journey = await tx.journey.findUnique({
      where: { workspaceId_id: { workspaceId, id: journeyId } },
    });
    refuseUnfit(journey, options.revision);
    const document = journey.draft as unknown as JourneyDocument;
    const { plan, problems } = await checkDocument(tx, workspaceId, document);
    if (!plan) {
      throw new AppError("has_problems", "The journey has problems that keep it from being published.", {
        problems,
      });
    }
    const hash = await storePlan(tx, workspaceId, plan);
    const version = await storeVersion(tx, actor, journey, { hash, strategy, note: options.note ?? null });
    return { version, planHash: hash, waiting: await countWaiting(tx, workspaceId, journeyId), problems };
  });
}

function refuseUnfit(journey: Journey | null, revision: number | undefined): asserts journey is Journey {
  if (!journey) throw new AppError("not_found", "There is no such journey.");
  if (journey.status === "archived") throw new AppError("conflict", "This journey is archived.");
  if (revision !== undefined && revision !== journey.draftRevision) {
    throw new AppError(
      "draft_conflict",
      "The draft has been changed since you looked at it. Look again before you publish.",
    );
  }
}

/** Two versions that do the same share one plan. */
async function storePlan(tx: Transaction, workspaceId: string, plan: Plan): Promise<string> {
  const hash = planHash(plan);
  await tx.plan.createMany({
    data: [
      {
        workspaceId,
        hash,
        plan: plan as unknown as Prisma.InputJsonValue,
        listens: listensTo(plan, nodeDefinitions),
      },
    ],
    skipDuplicates: true,
  });
  return hash;
}

async function storeVersion(
  tx: Transaction,
  actor: Actor,
  journey: Journey,
  { hash, strategy, note }: { hash: string; strategy: "pin" | "drain"; note: string | null },
): Promise<number> {
  const { workspaceId, id: journeyId } = journey;
  const last = await tx.journeyVersion.aggregate({
    where: { workspaceId, journeyId },
    _max: { number: true },
  });
  const number = (last._max.number ?? 0) + 1;
  const versionId = uuidv7();
  await tx.journeyVersion.create({
    data: {
      id: versionId,
      workspaceId,
      journeyId,
      number,
      document: journey.draft as Prisma.InputJsonValue,
      planHash: hash,
      strategy,
      note,
      publishedById: actor.kind === "user" ? actor.userId : null,
      publishedAt: new Date(),
    },
  });
  const status = journey.status === "draft" ? { status: "live" as const } : {};
  await tx.journey.update({
    where: { workspaceId_id: { workspaceId, id: journeyId } },
    data: { liveVersionId: versionId, ...status },
  });
  await appendEvent(tx, {
    type: "journey.published",
    actor,
    journeyId,
    data: { versionId, number, strategy },
  });
  return number;
}

/** How many runs of earlier versions stand at which node. */
async function countWaiting(
  tx: Transaction,
  workspaceId: string,
  journeyId: string,
): Promise<Record<string, number>> {
  const groups = await tx.run.groupBy({
    by: ["currentNodeId"],
    where: { workspaceId, journeyId, endedAt: null, currentNodeId: { not: null } },
    _count: { _all: true },
  });
  return Object.fromEntries(groups.map(({ currentNodeId, _count }) => [currentNodeId ?? "", _count._all]));
}
