import { type BacktestReport, type BacktestRequest, MOST_BACKTESTED } from "#core/api/backtest.ts";
import { AppError } from "#core/errors.ts";
import { type Doing, type Replay, replayConversation } from "#core/journey/backtest/replay-conversation.ts";
import { doingOf, Tally } from "#core/journey/backtest/tally.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import type { Plan } from "#core/journey/plan.ts";
import type { Problem } from "#core/journey/problem.ts";
import { nodeSteps } from "#nodes/steps.ts";
import { type Actor, authorize } from "#server/access/actor.ts";
import { conversationFilter } from "#server/access/conversation-filter.ts";
import { checkDocument } from "#server/journeys/check-document.ts";
import { loadPastConversations } from "#server/journeys/load-past-conversations.ts";
import { loadWorkspaceFacts, loadWorkspaceHours } from "#server/journeys/load-workspace-facts.ts";
import { transact } from "#server/platform/database.ts";

const PAGE = 250;
/** Milliseconds for all of it: a draft that takes longer is not worth holding up the process for. */
const PATIENCE = 30_000;

/**
 * What the draft would have done with the conversations that began in a span and that the actor may see, beside what
 * the journey did. Reads page by page, sends nothing, stores nothing.
 * @throws AppError `has_problems` with what is wrong with the draft
 */
export async function backtestJourney(
  actor: Actor,
  journeyId: string,
  { from, to, limit }: BacktestRequest,
): Promise<BacktestReport> {
  authorize(actor, "journeys.view");
  authorize(actor, "conversations.view");
  authorize(actor, "contacts.view");
  const { workspaceId } = actor;
  const { plan, problems } = await readDraft(actor, journeyId);
  const ground = { plan, steps: nodeSteps, hours: await loadWorkspaceHours(workspaceId) };
  const workspace = await loadWorkspaceFacts(workspaceId);
  const tally = new Tally();
  const differences: BacktestReport["differences"] = [];
  const tiredAt = Date.now() + PATIENCE;
  const isTired = () => Date.now() > tiredAt;
  let page = await listPage(actor, { from, to });
  while (page.ids.length > 0 && !isTired()) {
    for (const past of await loadPastConversations(workspaceId, journeyId, page.ids, workspace)) {
      const before = doingOf(past);
      const after = replayConversation({ ...ground, isTired }, past);
      if (tally.add({ before, after }) && differences.length < limit) {
        differences.push({ conversationId: past.id, before, after: doing(after), first: after.difference });
      }
    }
    if (tally.conversations >= MOST_BACKTESTED) break;
    page = page.after ? await listPage(actor, { from, to, after: page.after }) : { ids: [] };
  }
  const { conversations, same, different, unknown, started, sends, assigns, ends, outlets } = tally;
  return {
    from,
    to,
    conversations,
    truncated: page.ids.length > 0 && (page.after !== undefined || isTired()),
    same,
    different,
    unknown,
    started,
    sends,
    assigns,
    ends,
    outlets,
    differences,
    problems,
  };
}

async function readDraft(actor: Actor, journeyId: string): Promise<{ plan: Plan; problems: Problem[] }> {
  const { workspaceId } = actor;
  const { plan, problems } = await transact(actor, async (tx) => {
    const where = { workspaceId_id: { workspaceId, id: journeyId } };
    const journey = await tx.journey.findUnique({ where, select: { draft: true } });
    if (!journey) throw new AppError("not_found", "There is no such journey.");
    return checkDocument(tx, workspaceId, journey.draft as unknown as JourneyDocument);
  });
  if (plan) return { plan, problems };
  const detail = "The journey has problems that keep it from being played.";
  throw new AppError("has_problems", detail, { problems });
}

interface Page {
  ids: string[];
  /** Of the last one, where there may be more. */
  after?: { createdAt: Date; id: string };
}

/** The next conversations that the actor may see, the oldest first. */
async function listPage(
  actor: Actor,
  { from, to, after }: { from: string; to: string; after?: Page["after"] },
): Promise<Page> {
  const beyond = after
    ? { OR: [{ createdAt: { gt: after.createdAt } }, { createdAt: after.createdAt, id: { gt: after.id } }] }
    : {};
  const rows = await transact(actor, (tx) =>
    tx.conversation.findMany({
      where: {
        AND: [
          conversationFilter(actor),
          { isTest: false, mergedIntoId: null, createdAt: { gte: new Date(from), lt: new Date(to) } },
          beyond,
        ],
      },
      select: { id: true, createdAt: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: PAGE,
    }),
  );
  const last = rows.length === PAGE ? rows.at(-1) : undefined;
  return { ids: rows.map(({ id }) => id), ...(last ? { after: last } : {}) };
}

function doing({ ends, sends, assigns, ways }: Replay): Doing {
  return { ends, sends, assigns, ways };
}
