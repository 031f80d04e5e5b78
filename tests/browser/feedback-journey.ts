import type { JourneyDocument } from "#core/journey/document.ts";

type DrawnJourney = Pick<JourneyDocument, "schemaVersion" | "key" | "name" | "nodes" | "edges">;

/** Above whatever other journeys are live: asks, waits, listens to how the answer sounds, and gives the unhappy to a person. */
export function feedbackJourney(key: string, account: string, agent: { email: string }): DrawnJourney {
  return {
    schemaVersion: 1,
    key,
    name: `Feedback on ${account}`,
    nodes: [
      { id: "start", type: "trigger.message", config: { accounts: [account], priority: 100 } },
      { id: "ask", type: "ask", config: { text: "How was your visit?", saveAs: "visit", collect: "PT1S" } },
      { id: "wait", type: "wait", config: { for: "PT1S" } },
      { id: "feeling", type: "sentiment", config: {} },
      {
        id: "sorry",
        type: "send",
        config: { text: "We are sorry. A colleague looks at “{{ vars.visit }}” now." },
      },
      { id: "person", type: "assign", config: { agent: agent.email, priority: "high" } },
      { id: "thanks", type: "send", config: { text: "Thank you, that is good to hear." } },
    ],
    edges: [
      { from: "start", outlet: "next", to: "ask" },
      { from: "ask", outlet: "answered", to: "wait" },
      { from: "wait", outlet: "next", to: "feeling" },
      { from: "feeling", outlet: "negative", to: "sorry" },
      { from: "feeling", outlet: "neutral", to: "thanks" },
      { from: "feeling", outlet: "positive", to: "thanks" },
      { from: "sorry", outlet: "next", to: "person" },
    ],
  };
}

/** On an event: a care message, which an opt-out holds back, then a transactional one, which it does not. */
export function receiptJourney(event: string, account: string): DrawnJourney {
  const send = (id: string, text: string, purpose: string) => ({
    id,
    type: "send",
    config: { channel: "sms", account, text, purpose },
  });
  return {
    schemaVersion: 1,
    key: event.replace(".", "_"),
    name: "A receipt, and how it was",
    nodes: [
      { id: "start", type: "trigger.event", config: { event } },
      send("care", "How was it?", "care"),
      send("receipt", "Your receipt", "transactional"),
    ],
    edges: [
      { from: "start", outlet: "next", to: "care" },
      { from: "care", outlet: "suppressed", to: "receipt" },
    ],
  };
}
