import type { ContactFacts, ConversationFacts, Facts, MessageFacts } from "#core/journey/variables.ts";

/** Monday, 2 March 2026, 10:00 UTC. */
export const MONDAY = Date.UTC(2026, 2, 2, 10);

export const contact: ContactFacts = {
  id: "contact-1",
  firstName: "Ann",
  lastName: "Lee",
  name: "Ann Lee",
  email: "ann@example.com",
  phone: "+436601234567",
  locale: "en",
  timezone: "Europe/Vienna",
  tier: "gold",
  tags: ["vip"],
  attributes: { plan: "pro", renewal: "2026-03-10" },
};

export const conversation: ConversationFacts = {
  id: "conversation-1",
  status: "new",
  channel: "sms",
  startedChannel: "webchat",
  priority: "normal",
  intent: null,
  sentiment: null,
  language: null,
  startedAt: "2026-03-02T09:00:00.000Z",
  tags: [],
  attributes: {},
  memory: {},
};

export function messageOf(overrides: Partial<MessageFacts> = {}): MessageFacts {
  return {
    id: "message-0",
    text: "Hello",
    channel: "sms",
    at: MONDAY - 60_000,
    intent: null,
    intentConfidence: null,
    sentiment: null,
    attachmentCount: 0,
    ...overrides,
  };
}

export function factsOf(overrides: Partial<Facts> = {}): Facts {
  return {
    contact,
    conversation,
    message: messageOf(),
    recentMessages: [messageOf()],
    event: null,
    agent: null,
    workspace: { name: "Acme", timezone: "America/New_York" },
    hours: {},
    consent: {},
    verified: { level: 0 },
    audiences: [],
    ...overrides,
  };
}
