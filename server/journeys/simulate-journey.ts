import type { SimulateRequest, SimulationReport } from "#core/api/simulate.ts";
import { AppError } from "#core/errors.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { describeSimulation } from "#core/journey/simulate/describe-simulation.ts";
import { madeUpFacts, readSimulation } from "#core/journey/simulate/read-request.ts";
import { simulate } from "#core/journey/simulate.ts";
import type { Facts } from "#core/journey/variables.ts";
import { nodeSteps } from "#nodes/steps.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { requireConversation } from "#server/conversations/get-conversation.ts";
import { checkDocument } from "#server/journeys/check-document.ts";
import { loadFacts } from "#server/journeys/load-facts.ts";
import { loadWorkspaceFacts, loadWorkspaceHours } from "#server/journeys/load-workspace-facts.ts";
import { type Transaction, transact } from "#server/platform/database.ts";

/** Milliseconds that one simulation may take of the process that answers everybody. */
const PATIENCE = 3_000;

/**
 * Plays the draft, or a version, for somebody who exists or is made up. Nothing is sent and nothing is stored.
 * @throws AppError `has_problems` with what is wrong with the draft, `not_found` for a contact or conversation that
 * the actor cannot see
 */
export async function simulateJourney(
  actor: Actor,
  journeyId: string,
  request: SimulateRequest,
): Promise<SimulationReport> {
  authorize(actor, "journeys.view");
  const { workspaceId } = actor;
  const { plan, problems } = await transact(actor, async (tx) => {
    const document = await readDocument(tx, workspaceId, journeyId, request.version);
    await requireVisible(tx, actor, request);
    return checkDocument(tx, workspaceId, document);
  });
  if (!plan) {
    throw new AppError("has_problems", "The journey has problems that keep it from being played.", {
      problems,
    });
  }
  if (request.trigger !== undefined && !plan.triggers.includes(request.trigger)) {
    throw new AppError("invalid_input", `The journey has no trigger “${request.trigger}”.`);
  }
  const facts = await readFacts(workspaceId, request);
  const hours = await loadWorkspaceHours(workspaceId);
  const simulation = readSimulation(request, { plan, steps: nodeSteps, facts, hours }, Date.now());
  const tiredAt = Date.now() + PATIENCE;
  const result = simulate({ ...simulation, isTired: () => Date.now() > tiredAt });
  return describeSimulation(result, problems);
}

async function readDocument(
  tx: Transaction,
  workspaceId: string,
  journeyId: string,
  version: number | undefined,
): Promise<JourneyDocument> {
  const where = { workspaceId_id: { workspaceId, id: journeyId } };
  const journey = await tx.journey.findUnique({ where, select: { draft: true } });
  if (!journey) throw new AppError("not_found", "There is no such journey.");
  if (version === undefined) return journey.draft as unknown as JourneyDocument;
  const found = await tx.journeyVersion.findFirst({
    where: { workspaceId, journeyId, number: version },
    select: { document: true },
  });
  if (!found) throw new AppError("not_found", "There is no such version.");
  return found.document as unknown as JourneyDocument;
}

async function requireVisible(tx: Transaction, actor: Actor, request: SimulateRequest): Promise<void> {
  const contactId = request.contact.id;
  const conversationId = request.conversation?.id;
  if (contactId !== undefined) {
    authorize(actor, "contacts.view");
    const count = await tx.contact.count({ where: { id: contactId, erasedAt: null } });
    if (count === 0) throw new AppError("not_found", "There is no such contact.");
  }
  if (conversationId === undefined) return;
  await requireConversation(tx, actor, conversationId);
  const theirs =
    contactId === undefined ? 0 : await tx.conversation.count({ where: { id: conversationId, contactId } });
  if (theirs === 0) {
    throw new AppError("invalid_input", "Name the contact whose conversation it is, by contact.id.");
  }
}

async function readFacts(
  workspaceId: string,
  { contact, conversation, seed }: SimulateRequest,
): Promise<Facts> {
  if (contact.id !== undefined) {
    const subject = { contactId: contact.id, conversationId: conversation?.id ?? null, triggerEventId: null };
    const known = await loadFacts(workspaceId, subject);
    if (known) return known;
  }
  return { ...madeUpFacts(seed), ...(await loadWorkspaceFacts(workspaceId)) };
}
