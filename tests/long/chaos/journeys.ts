import type { JourneyDocumentInput } from "#core/journey/document.ts";

/** Says three things to whoever writes, and needs their answer. */
export function conversationJourney(account: string): JourneyDocumentInput {
  return {
    key: "chaos_conversation",
    name: "Chaos: a conversation",
    nodes: [
      { id: "start", type: "trigger.message", config: { accounts: [account] } },
      {
        id: "ask",
        type: "ask",
        config: {
          text: "How many are you?",
          expect: "number",
          min: 1,
          max: 99,
          retryText: "A number, please",
          saveAs: "count",
          collect: "PT1S",
        },
      },
      {
        id: "size",
        type: "branch",
        config: { cases: [{ outlet: "many", when: { field: "vars.count", op: "gt", value: 10 } }] },
      },
      { id: "many", type: "send", config: { text: "We make room for {{ vars.count }}" } },
      { id: "few", type: "send", config: { text: "A table for {{ vars.count }}" } },
      { id: "end", type: "exit", config: { reason: "booked" } },
    ],
    edges: [
      { from: "start", outlet: "next", to: "ask" },
      { from: "ask", outlet: "answered", to: "size" },
      { from: "size", outlet: "many", to: "many" },
      { from: "size", outlet: "else", to: "few" },
      { from: "many", outlet: "next", to: "end" },
      { from: "few", outlet: "next", to: "end" },
    ],
  };
}

/** Of an order: thanks, a wait, a count that must go up once, and word that it is on its way. */
export function orderJourney(key: string, event: string, account: string): JourneyDocumentInput {
  const send = (id: string, text: string) => ({
    id,
    type: "send",
    config: { channel: "sms", account, text, purpose: "transactional" },
  });
  return {
    key,
    name: `Chaos: ${key}`,
    nodes: [
      { id: "start", type: "trigger.event", config: { event } },
      send("thanks", "Thank you"),
      { id: "wait", type: "wait", config: { for: "PT2S" } },
      {
        id: "count",
        type: "update",
        config: { changes: [{ path: "contact.attributes.orders", op: "increment", value: 1 }] },
      },
      send("sent", "It is on its way"),
      { id: "end", type: "exit", config: { reason: "told" } },
    ],
    edges: [
      { from: "start", outlet: "next", to: "thanks" },
      { from: "thanks", outlet: "next", to: "wait" },
      { from: "wait", outlet: "next", to: "count" },
      { from: "count", outlet: "next", to: "sent" },
      { from: "sent", outlet: "next", to: "end" },
    ],
  };
}
