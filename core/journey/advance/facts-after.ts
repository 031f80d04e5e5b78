import type { Offer } from "#core/journey/run.ts";
import type { Facts, MessageFacts } from "#core/journey/variables.ts";
import { isRecord } from "#core/json.ts";

/** The facts once something has happened: conditions on it read it as `event.*` or `message.*`. */
export function factsAfter(facts: Facts, event: Offer): Facts {
  if (event.kind === "message") return { ...facts, message: event.message };
  const { on, name, data, at } = event;
  const { message, properties, occurredAt } = data;
  return {
    ...facts,
    // A message that somebody else took: read whole by whoever told of it.
    message: isRecord(message) ? (message as unknown as MessageFacts) : facts.message,
    event: {
      name: name ?? on,
      occurredAt: typeof occurredAt === "string" ? occurredAt : new Date(at).toISOString(),
      properties: (on === "event" || on === "crm") && isRecord(properties) ? properties : data,
    },
  };
}
