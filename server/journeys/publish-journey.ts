import { uuidv7 } from "uuidv7";
import type { Published, PublishPreview } from "#core/api/journeys.ts";
import { AppError } from "#core/errors.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { listensTo } from "#core/journey/listens.ts";
import { checkMigration, type NodeMap } from "#core/journey/migration.ts";
import type { Plan } from "#core/journey/plan.ts";
import { planHash } from "#core/journey/plan-hash.ts";
import { nodeDefinitions } from "#nodes/definitions.ts";
import type { Journey, Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { withMembersPrepared } from "#server/audiences/prepared-members.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { checkDocument } from "#server/journeys/check-document.ts";
import { createOperation } from "#server/journeys/create-operation.ts";
import { countByNode, placesOf, readOccupied, requireMigration } from "#server/journeys/occupied-nodes.ts";
import { toOperation } from "#server/journeys/operation-view.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** Milliseconds: writing down who moves takes a while where many are under way. */
const LONGEST = 60_000;

export interface PublishOptions {
  strategy?: "pin" | "migrate" | "drain";
  /** On migrate: nodes of the versions that runs are on → nodes of this one; null ends the runs there. */
  nodeMap?: Record<string, string | null>;
  note?: string;
  /** Refuses unless the draft is still at this revision. */
  revision?: number;
}

/**
 * Makes an immutable, numbered version of the draft, on which new runs start. Runs under way stay on theirs (pin,
 * drain) or move to it at their next rest (migrate).
 * @throws AppError `has_problems` with what is wrong, also where runs under way would have no place,
 * `draft_conflict` for a draft that has moved on
 */
export async function publishJourney(
  actor: Actor,
  journeyId: string,
  options: PublishOptions = {},
): Promise<Published> {
  authorize(actor, "journeys.publish");
  const { strategy = "pin" } = options;
  if (strategy !== "migrate" && options.nodeMap) {
    throw new AppError("invalid_input", "nodeMap goes with the strategy migrate alone.");
  }
  const { workspaceId } = actor;
  const publish = () =>
    transact(actor, (tx) => publishIn(tx, actor, journeyId, options), { timeout: LONGEST });
  return withMembersPrepared(workspaceId, journeyId, publish);
}

async function publishIn(
  tx: Transaction,
  actor: Actor,
  journeyId: string,
  options: PublishOptions,
): Promise<Published> {
  const { strategy = "pin", nodeMap = {} } = options;
  const { workspaceId } = actor;
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
  const occupied = await readOccupied(tx, workspaceId, journeyId);
  if (strategy === "migrate") requireMigration(occupied, plan, nodeMap);
  const hash = await storePlan(tx, workspaceId, plan);
  const note = options.note ?? null;
  const { id, number } = await storeVersion(tx, actor, journey, { hash, strategy, nodeMap, note });
  const move = {
    action: "migrate",
    origin: "publish",
    filter: { journey: journeyId },
    journeyId,
  } as const;
  const row =
    strategy === "migrate" ? await createOperation(tx, actor, { ...move, toVersionId: id, nodeMap }) : null;
  const operation = row && row.total > 0 ? toOperation(row) : null;
  return { version: number, planHash: hash, waiting: countByNode(occupied), problems, operation };
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

/** What publishing the draft with `migrate` would do to the runs under way; changes nothing. */
export async function previewPublish(
  actor: Actor,
  journeyId: string,
  nodeMap: NodeMap = {},
): Promise<PublishPreview> {
  authorize(actor, "journeys.view");
  const { workspaceId } = actor;
  return transact(actor, async (tx) => {
    const journey = await tx.journey.findUnique({
      where: { workspaceId_id: { workspaceId, id: journeyId } },
    });
    if (!journey) throw new AppError("not_found", "There is no such journey.");
    const { plan, problems } = await checkDocument(
      tx,
      workspaceId,
      journey.draft as unknown as JourneyDocument,
    );
    const occupied = await readOccupied(tx, workspaceId, journeyId);
    const nodes = Object.values(plan?.nodes ?? {}).filter(({ id }) => !plan?.triggers.includes(id));
    return {
      problems,
      migrationProblems: plan ? checkMigration(occupied, plan, nodeMap) : [],
      waiting: placesOf(occupied, plan, nodeMap),
      targets: nodes.map(({ id, label = null, type }) => ({ nodeId: id, label, type })),
    };
  });
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

interface NewVersion {
  hash: string;
  strategy: "pin" | "migrate" | "drain";
  nodeMap: Record<string, string | null>;
  note: string | null;
}

async function storeVersion(
  tx: Transaction,
  actor: Actor,
  journey: Journey,
  { hash, strategy, nodeMap, note }: NewVersion,
): Promise<{ id: string; number: number }> {
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
      ...(strategy === "migrate" ? { nodeMap } : {}),
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
  return { id: versionId, number };
}
