import { uuidv7 } from "uuidv7";
import type { Journey } from "#core/api/journeys.ts";
import { AppError } from "#core/errors.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { Prisma } from "#prisma/generated/client.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { readJourney } from "#server/journeys/get-journey.ts";
import { isUniqueViolation, type Transaction, transact } from "#server/platform/database.ts";

/**
 * Makes a journey of any well-formed document, with its problems in the answer.
 * @throws AppError `already_exists` when the document names a key that another journey has
 */
export async function createJourney(
  actor: Actor,
  document: JourneyDocument,
  options: { isDemo?: boolean } = {},
): Promise<Journey> {
  authorize(actor, "journeys.edit");
  try {
    return await transact(actor, (tx) => create(tx, actor, document, options.isDemo ?? false));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError("already_exists", `There is another journey with the key ${document.key}.`, {
      cause: error,
    });
  }
}

async function create(
  tx: Transaction,
  actor: Actor,
  document: JourneyDocument,
  isDemo: boolean,
): Promise<Journey> {
  const { workspaceId } = actor;
  const id = uuidv7();
  const key = document.key ?? (await freeKey(tx, workspaceId, document.name));
  const owner = actor.kind === "user" ? actor.userId : null;
  await tx.journey.create({
    data: {
      id,
      workspaceId,
      key,
      name: document.name,
      description: document.description ?? null,
      draft: { ...document, key } as unknown as Prisma.InputJsonValue,
      draftSavedById: owner,
      ownerId: owner,
      isDemo,
    },
  });
  await appendEvent(tx, { type: "journey.created", actor, journeyId: id });
  return readJourney(tx, actor, id);
}

/** The key that the name makes, numbered where it is taken. */
async function freeKey(tx: Transaction, workspaceId: string, name: string): Promise<string> {
  const base = keyFromName(name).slice(0, 58);
  const taken = await tx.journey.findMany({
    where: { workspaceId, key: { startsWith: base } },
    select: { key: true },
  });
  const keys = new Set(taken.map(({ key }) => key));
  if (!keys.has(base)) return base;
  for (let number = 2; ; number++) if (!keys.has(`${base}_${number}`)) return `${base}_${number}`;
}
