/** Kinds of things that a config can name by key, with what people call one. */
export const REFERENCE_NOUNS = {
  channelAccount: "channel account",
  template: "template",
  team: "team",
  agent: "agent",
  routingRules: "routing rules",
  skill: "skill",
  tier: "tier",
  intent: "intent",
  businessHours: "business hours",
  slaPolicy: "SLA policy",
  attachment: "attachment",
  audience: "audience",
  form: "form",
  connection: "connection",
  journey: "journey",
  secret: "secret",
  knowledge: "knowledge article",
  customActivity: "custom activity",
} as const;

export type ReferenceKind = keyof typeof REFERENCE_NOUNS;

export const REFERENCE_KINDS = Object.keys(REFERENCE_NOUNS) as ReferenceKind[];
