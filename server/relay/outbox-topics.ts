import { z } from "zod";

const id = z.uuid();

/** What each kind of outbox row carries: ids, and nothing that would have to be erased. */
export const OUTBOX_TOPICS = {
  /** An inbound message was stored: somebody has to take it. */
  "message.received": z.object({ conversationId: id, messageId: id }),
  /** The run it was offered to did not want it: on to the next in the inbound order. */
  "message.untaken": z.object({ conversationId: id, messageId: id, runId: id }),
  /** It was let go of while its customer may wait: somebody is to have it. */
  "conversation.unheld": z.object({ conversationId: id }),
  /** A program reported an event: it may start journeys. */
  "event.received": z.object({ customEventId: id }),
  /** Something of a conversation changed that starts journeys. */
  "conversation.changed": z.object({ eventId: id }),
  /** A contact may belong to other audiences than before. */
  "audience.check": z.object({ contactId: id }),
  /** Watching an audience began: the next page of those that have to be looked at. */
  "audience.watched": z.object({ audienceId: id, after: id.optional() }),
  /** A contact entered or left an audience: it may start journeys. */
  "audience.crossed": z.object({
    crossingId: id,
    contactId: id,
    audience: z.string(),
    on: z.enum(["entered", "left"]),
  }),
  /** A journey went live, or no longer is: its schedules are to follow. */
  "journey.schedules": z.object({ journeyId: id }),
  "run.start": z.object({ runId: id }),
  /** Runs were made that share a workflow. */
  "cohort.start": z.object({ cohortId: id }),
  "campaign.start": z.object({ campaignId: id }),
  /** Runs of a campaign have ended: it may have been the last of them. */
  "campaign.ended": z.object({ campaignId: id }),
  "run.signal": z.object({
    runId: id,
    event: z.discriminatedUnion("kind", [
      z.object({ kind: z.enum(["message", "happening"]), id, at: z.number() }),
      /** How an effect came out is known now; the id is the effect's key. */
      z.object({ kind: z.literal("effect"), id: z.string().max(100), at: z.number() }),
    ]),
  }),
  /** A run was stopped or left: so are those that it waits for. */
  "run.children": z.object({ runId: id }),
  /** A person takes over or gives back a conversation. */
  "run.control": z.object({
    runId: id,
    controlId: id,
    action: z.enum(["hold", "release", "stop", "wake"]),
    at: z.number(),
  }),
  /** Messages are held no longer: the next page of runs that were put off for it. Null: of all journeys. */
  "sending.resumed": z.object({
    journeyId: id.nullable(),
    after: id.optional(),
    /** Looks once more for those that were being put off at that moment. */
    isSecond: z.boolean().optional(),
  }),
  /** What became of an effect is unknown: somebody may know by now. */
  "effect.unknown": z.object({ effectKey: z.string().max(100) }),
  /** A run of the journey is stuck: its owner is to hear of it. */
  "run.stuck": z.object({ journeyId: id }),
  /** Runs are to be told something in bulk: the next pages. `idle` counts the times that nothing had moved. */
  "run.operation": z.object({ operationId: id, idle: z.int().min(0) }),
  /** Somebody is to be told beside the studio. */
  "notification.email": z.object({ notificationId: id }),
  "notification.push": z.object({ notificationId: id }),
  /** Somebody has room or is here: what waits in the queues is looked at. */
  "queue.drain": z.object({}),
  /** A user is deactivated: what they have goes to others. */
  "user.left": z.object({ userId: id }),
} as const;

export type OutboxTopic = keyof typeof OUTBOX_TOPICS;
export type OutboxPayload<Topic extends OutboxTopic> = z.output<(typeof OUTBOX_TOPICS)[Topic]>;

export function isOutboxTopic(topic: string): topic is OutboxTopic {
  return Object.hasOwn(OUTBOX_TOPICS, topic);
}
