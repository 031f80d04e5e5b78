import { uuidv7 } from "uuidv7";
import { journeyDocumentSchema } from "#core/journey/document.ts";
import { systemActor } from "#server/access/actor.ts";
import { createJourney } from "#server/journeys/create-journey.ts";
import { publishJourney } from "#server/journeys/publish-journey.ts";
import { transact } from "#server/platform/database.ts";

export const WAIT = 300;
export const COLLECT = 100;

/** The workspace of the bench, with the journey published. */
export interface Scene {
  workspaceId: string;
  journeyId: string;
  versionId: string;
  planHash: string;
}

/** Five sends, a wait, and a question whose answer is collected for a moment. */
const document = journeyDocumentSchema.parse({
  name: "Bench",
  nodes: [
    { id: "start", type: "trigger.event", config: { event: "bench" } },
    { id: "one", type: "send", config: { text: "one" } },
    { id: "two", type: "send", config: { text: "two" } },
    { id: "wait", type: "wait", config: { for: `PT${WAIT / 1_000}S` } },
    {
      id: "ask",
      type: "ask",
      config: { text: "three", saveAs: "answer", collect: `PT${COLLECT / 1_000}S`, timeout: "PT1H" },
    },
    { id: "four", type: "send", config: { text: "four: {{ vars.answer }}" } },
    { id: "five", type: "send", config: { text: "five" } },
  ],
  edges: [
    { from: "start", outlet: "next", to: "one" },
    { from: "one", outlet: "next", to: "two" },
    { from: "two", outlet: "next", to: "wait" },
    { from: "wait", outlet: "next", to: "ask" },
    { from: "ask", outlet: "answered", to: "four" },
    { from: "four", outlet: "next", to: "five" },
  ],
  settings: { reentry: "always" },
});

export async function setScene(drawn = document): Promise<Scene> {
  const workspaceId = uuidv7();
  const actor = systemActor(workspaceId, "bench");
  await transact(actor, (tx) =>
    tx.workspace.create({ data: { id: workspaceId, slug: `bench-${workspaceId}`, name: "Bench" } }),
  );
  const { id: journeyId } = await createJourney(actor, drawn);
  const { planHash } = await publishJourney(actor, journeyId);
  const version = await transact(actor, (tx) => tx.journeyVersion.findFirstOrThrow({ where: { journeyId } }));
  return { workspaceId, journeyId, versionId: version.id, planHash };
}

export interface Customer {
  contactId: string;
  conversationId: string;
  sessionId: string;
}

/** People who have written before; made outside of what is measured. */
export async function makeCustomers(
  { workspaceId }: Scene,
  count: number,
  tags: string[] = [],
): Promise<Customer[]> {
  const customers = Array.from({ length: count }, () => ({
    contactId: uuidv7(),
    conversationId: uuidv7(),
    sessionId: uuidv7(),
  }));
  const now = new Date();
  const channel = "sms" as const;
  await transact({ workspaceId }, async (tx) => {
    await tx.contact.createMany({
      data: customers.map(({ contactId }) => ({ id: contactId, workspaceId, tags })),
    });
    await tx.conversation.createMany({
      data: customers.map(({ contactId, conversationId }) => ({
        id: conversationId,
        workspaceId,
        contactId,
        channel,
        startedChannel: channel,
        lastActivityAt: now,
      })),
    });
    await tx.session.createMany({
      data: customers.map(({ conversationId, sessionId }) => ({
        id: sessionId,
        workspaceId,
        conversationId,
        kind: "exchange" as const,
        channel,
        startedAt: now,
        lastActivityAt: now,
      })),
    });
  });
  return customers;
}

/** An answer is stored before anybody is told of it, whoever it is for. */
export async function storeAnswer(
  { workspaceId }: Scene,
  customer: Customer,
): Promise<{ id: string; at: number }> {
  const id = uuidv7();
  const at = new Date();
  await transact({ workspaceId }, (tx) =>
    tx.message.create({
      data: {
        id,
        workspaceId,
        conversationId: customer.conversationId,
        sessionId: customer.sessionId,
        channel: "sms",
        direction: "in",
        authorKind: "customer",
        status: "received",
        text: "yes",
        at,
        createdAt: at,
      },
    }),
  );
  return { id, at: at.getTime() };
}
