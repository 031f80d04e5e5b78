import type { JourneyDocument } from "#core/journey/document.ts";

/** Asks, waits, listens to how the answer sounds, and gives the unhappy to a person. */
export function feedbackJourney(
  key: string,
  account: string,
  agent: { email: string },
): Pick<JourneyDocument, "schemaVersion" | "key" | "name" | "nodes" | "edges"> {
  return {
    schemaVersion: 1,
    key,
    name: `Feedback on ${account}`,
    nodes: [
      { id: "start", type: "trigger.message", config: { accounts: [account] } },
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
