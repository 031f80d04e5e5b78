import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll } from "vitest";
import { createCampaignActivities } from "#activities/campaign-activities.ts";
import { createJourneyActivities } from "#activities/journey-activities.ts";
import { performers } from "#activities/performers.ts";
import { createScheduleActivities } from "#activities/schedule-activities.ts";
import { type JourneyDocumentInput, journeyDocumentSchema } from "#core/journey/document.ts";
import type { RunStatus } from "#core/journey/run.ts";
import type { SystemActor } from "#server/access/actor.ts";
import { receiveMessage } from "#server/conversations/receive-message.ts";
import { createJourney } from "#server/journeys/create-journey.ts";
import { publishJourney } from "#server/journeys/publish-journey.ts";
import { closeDatabase, transact } from "#server/platform/database.ts";
import { createOutboxHandlers } from "#server/relay/outbox-handlers.ts";
import type { RunningQueue } from "#server/relay/queue-worker.ts";
import { startRelay } from "#server/relay/relay.ts";
import { TwilioEmulator } from "#tests/emulators/twilio/emulator.ts";
import { temporalForTests } from "#tests/integration/engine/temporal-harness.ts";
import { eventually } from "#tests/setup/eventually.ts";
import { makeSmsAccount, makeWorkspace } from "#tests/setup/workspace-fixture.ts";

type Edge = [from: string, outlet: string, to: string];

/** A journey in short: nodes by id, edges as triples. */
export function drawn(
  name: string,
  nodes: Record<string, { type: string; config?: Record<string, unknown> }>,
  edges: Edge[],
  settings: Record<string, unknown> = {},
): JourneyDocumentInput {
  return {
    schemaVersion: 1,
    name,
    nodes: Object.entries(nodes).map(([id, { type, config = {} }]) => ({
      id,
      type,
      config: config as never,
    })),
    edges: edges.map(([from, outlet, to]) => ({ from, outlet, to })),
    settings: settings as never,
  };
}

/**
 * A workspace with a number at a Twilio that counts, a relay and, once started, a worker: the engine as it runs,
 * except that sentiment is read from two words.
 */
export function engineForTests() {
  const temporal = temporalForTests();
  let emulator: TwilioEmulator;
  let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
  let accountId: string;
  let relay: RunningQueue | undefined;

  beforeAll(async () => {
    emulator = await TwilioEmulator.start();
    workspace = await makeWorkspace();
    const { accountSid, authToken, url } = emulator;
    accountId = (await makeSmsAccount(workspace.id, { accountSid, authToken, apiBaseUrl: url })).id;
  });

  afterEach(async () => {
    await stopTheRelay();
    // What a test drew must not take the next one's messages.
    await transact(workspace.actor, async (tx) => {
      await tx.journey.updateMany({ data: { status: "archived" } });
      for (const { workflowId } of await tx.run.findMany({ select: { workflowId: true } })) {
        if (workflowId) temporal.watch(workflowId);
      }
    });
  });

  afterAll(async () => {
    await emulator.stop();
    await closeDatabase();
  });

  async function start(): Promise<void> {
    await startWithoutRelay();
    startTheRelay();
  }

  async function startWithoutRelay(): Promise<void> {
    await temporal.startWorker({
      ...createJourneyActivities(performers),
      ...createCampaignActivities(),
      ...createScheduleActivities(),
    });
  }

  function startTheRelay(): void {
    relay = startRelay(createOutboxHandlers(analyse));
  }

  async function stopTheRelay(): Promise<void> {
    await relay?.stop();
    relay = undefined;
  }

  async function publish(document: JourneyDocumentInput): Promise<string> {
    const { id } = await createJourney(workspace.actor, journeyDocumentSchema.parse(document));
    await publishJourney(workspace.actor, id);
    return id;
  }

  /** A customer of a number of their own. */
  function customer() {
    const number = `+1415${randomBytes(4).readUInt32BE().toString().padStart(10, "2").slice(-10).replace(/^[01]/, "2").slice(0, 7)}`;
    return {
      number,
      writes: (text: string, externalId = `SM${randomBytes(16).toString("hex")}`) =>
        receiveMessage({
          workspaceId: workspace.id,
          channel: "sms",
          channelAccountId: accountId,
          externalId,
          from: { kind: "phone", address: number },
          text,
          attachments: [],
          receivedAt: new Date(),
        }),
      reads: (body: string) => emulator.waitForMessage((sent) => sent.to === number && sent.body === body),
      count: (body?: string) => emulator.count(number, body),
    };
  }

  const runs = (journeyId: string) =>
    transact(workspace.actor, (tx) =>
      tx.run.findMany({
        where: { journeyId },
        include: { steps: { orderBy: { visit: "asc" } }, effects: true },
      }),
    );

  /** The one run of a journey, once it has a status. */
  async function runIn(journeyId: string, status: RunStatus) {
    return eventually(async () => {
      const found = await runs(journeyId);
      if (found.length !== 1) throw new Error(`There are ${found.length} runs`);
      const [run] = found;
      if (run?.status !== status) throw new Error(`The run is ${run?.status}: ${JSON.stringify(run?.state)}`);
      return run;
    }, 25);
  }

  /** Who took a message, once somebody has. */
  async function takerOf(messageId: string): Promise<string> {
    return eventually(async () => {
      const taken = await transact(workspace.actor, (tx) =>
        tx.event.findFirst({ where: { messageId, type: "message.taken" }, orderBy: { position: "desc" } }),
      );
      if (!taken) throw new Error("Nobody has taken the message yet");
      return (taken.data as { by: string }).by;
    }, 25);
  }

  const contactOf = (conversationId: string) =>
    transact(workspace.actor, async (tx) => {
      const where = { id: conversationId };
      return (await tx.conversation.findFirstOrThrow({ where, select: { contactId: true } })).contactId;
    });

  /** Waits until the relay has nothing left to do. */
  const relayIdle = () =>
    eventually(async () => {
      const left = await transact(workspace.actor, (tx) =>
        tx.outboxEntry.count({ where: { status: "pending" } }),
      );
      if (left > 0) throw new Error(`${left} entries are still in the outbox`);
    }, 25);

  return {
    ...temporal,
    takerOf,
    contactOf,
    relayIdle,
    start,
    startWithoutRelay,
    startTheRelay,
    stopTheRelay,
    publish,
    customer,
    runs,
    runIn,
    get emulator() {
      return emulator;
    },
    get workspace() {
      return workspace;
    },
  };
}

/** Stands in for the sentiment provider: two words, and everything else is neutral. */
export async function analyse(actor: SystemActor, messageId: string): Promise<void> {
  await transact(actor, async (tx) => {
    const { text } = await tx.message.findUniqueOrThrow({ where: { id: messageId } });
    const score = /terrible/.test(text) ? -0.8 : /great/.test(text) ? 0.8 : 0;
    const label = score < 0 ? "negative" : score > 0 ? "positive" : "neutral";
    await tx.message.update({
      where: { id: messageId },
      data: { sentimentScore: score, sentimentLabel: label },
    });
  });
}
