import { startJourneys } from "#server/relay/start-journeys.ts";

export interface Crossing {
  /** Of its line in the event log. */
  crossingId: string;
  contactId: string;
  /** The audience's key. */
  audience: string;
  on: "entered" | "left";
}

/** As the definition of `trigger.audience` parses it. */
type AudienceTrigger = Pick<Crossing, "audience" | "on">;

/** Starts what a contact's entering or leaving an audience starts, once for each crossing. */
export async function takeCrossing(
  workspaceId: string,
  { crossingId, contactId, audience, on }: Crossing,
): Promise<void> {
  await startJourneys(workspaceId, {
    contactId,
    conversationId: null,
    triggerEventId: null,
    keyFor: ({ type, config }) => {
      if (type !== "trigger.audience") return null;
      // Parsed by compile with the node's own schema.
      const trigger = config as unknown as AudienceTrigger;
      return trigger.audience === audience && trigger.on === on ? crossingId : null;
    },
  });
}
