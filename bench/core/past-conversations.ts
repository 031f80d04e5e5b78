import { uuidv7 } from "uuidv7";
import type { JourneyDocumentInput } from "#core/journey/document.ts";
import { transact } from "#server/platform/database.ts";

/** A journey whose past is made up: asks, thanks and ends. */
export const bookingDocument: JourneyDocumentInput = {
  name: "Booking",
  nodes: [
    { id: "start", type: "trigger.message" },
    { id: "ask", type: "ask", config: { text: "Which day suits you?", saveAs: "day", timeout: "PT4H" } },
    { id: "again", type: "ask", config: { text: "At what time?", saveAs: "time", timeout: "PT4H" } },
    { id: "thanks", type: "send", config: { text: "See you on {{ vars.day }} at {{ vars.time }}" } },
    { id: "done", type: "exit", config: { reason: "booked" } },
  ],
  edges: [
    { from: "start", outlet: "next", to: "ask" },
    { from: "ask", outlet: "answered", to: "again" },
    { from: "again", outlet: "answered", to: "thanks" },
    { from: "thanks", outlet: "next", to: "done" },
  ],
};

const LINES = [
  { author: "customer", text: "I need an appointment", nodeId: null },
  { author: "bot", text: "Which day suits you?", nodeId: "ask" },
  { author: "customer", text: "Tuesday", nodeId: null },
  { author: "bot", text: "At what time?", nodeId: "again" },
  { author: "customer", text: "nine", nodeId: null },
  { author: "bot", text: "See you on Tuesday at nine", nodeId: "thanks" },
] as const;

const WAYS = [
  { nodeId: "start", type: "trigger.message", outlet: "next" },
  { nodeId: "ask", type: "ask", outlet: "answered" },
  { nodeId: "again", type: "ask", outlet: "answered" },
  { nodeId: "thanks", type: "send", outlet: "next" },
  { nodeId: "done", type: "exit", outlet: null },
] as const;

export interface PastPlace {
  workspaceId: string;
  journeyId: string;
  versionId: string;
  planHash: string;
}

const MINUTE = 60_000;

/**
 * Writes conversations of the past, each with six messages and the run of the journey that led it, one after
 * the other every minute from `from` (epoch ms) on.
 * @returns their ids, the oldest first
 */
export async function writePast(place: PastPlace, count: number, from: number): Promise<string[]> {
  const ids: string[] = [];
  for (let first = 0; first < count; first += 500) {
    const starts = Array.from(
      { length: Math.min(500, count - first) },
      (_, index) => from + (first + index) * MINUTE,
    );
    ids.push(...(await writeBatch(place, starts)));
  }
  return ids;
}

async function writeBatch(place: PastPlace, starts: number[]): Promise<string[]> {
  const { workspaceId } = place;
  const rows = starts.map((at) => ({
    at,
    contactId: uuidv7(),
    conversationId: uuidv7(),
    sessionId: uuidv7(),
    runId: uuidv7(),
  }));
  const channel = "sms" as const;
  await transact({ workspaceId }, async (tx) => {
    await tx.contact.createMany({
      data: rows.map(({ contactId }) => ({ id: contactId, workspaceId, firstName: "Ann", name: "Ann" })),
    });
    await tx.conversation.createMany({
      data: rows.map(({ conversationId, contactId, at }) => ({
        id: conversationId,
        workspaceId,
        contactId,
        channel,
        startedChannel: channel,
        createdAt: new Date(at),
        lastActivityAt: new Date(at + 5 * MINUTE),
      })),
    });
    await tx.session.createMany({
      data: rows.map(({ conversationId, sessionId, at }) => ({
        id: sessionId,
        workspaceId,
        conversationId,
        kind: "exchange" as const,
        channel,
        startedAt: new Date(at),
        lastActivityAt: new Date(at),
      })),
    });
    await tx.run.createMany({ data: rows.map((row) => runOf(place, row)) });
    await tx.step.createMany({
      data: rows.flatMap(({ runId, at }) =>
        WAYS.map((way, index) => ({
          id: uuidv7(),
          workspaceId,
          runId,
          visit: index + 1,
          enteredAt: new Date(at + index * MINUTE),
          ...way,
        })),
      ),
    });
    await tx.message.createMany({
      data: rows.flatMap(({ conversationId, sessionId, runId, at }) =>
        LINES.map(({ author, text, nodeId }, index) => ({
          id: uuidv7(),
          workspaceId,
          conversationId,
          sessionId,
          channel,
          position: index + 1,
          direction: author === "customer" ? ("in" as const) : ("out" as const),
          authorKind: author,
          status: author === "customer" ? ("received" as const) : ("delivered" as const),
          text,
          nodeId,
          runId: author === "bot" ? runId : null,
          at: new Date(at + index * MINUTE),
        })),
      ),
    });
  });
  return rows.map(({ conversationId }) => conversationId);
}

function runOf(
  place: PastPlace,
  {
    runId,
    contactId,
    conversationId,
    at,
  }: { runId: string; contactId: string; conversationId: string; at: number },
) {
  return {
    ...place,
    id: runId,
    contactId,
    conversationId,
    status: "exited" as const,
    endReason: "booked",
    state: {},
    startKey: runId,
    startedAt: new Date(at),
    endedAt: new Date(at + 5 * MINUTE),
  };
}
