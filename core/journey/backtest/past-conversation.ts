import type { Channel } from "#core/channel.ts";
import type { EffectOutcome } from "#core/journey/effect.ts";
import type { Facts } from "#core/journey/variables.ts";
import type { JsonObject } from "#core/json.ts";

/** Something that was said. `at` is epoch milliseconds. */
export interface PastMessage {
  id: string;
  at: number;
  author: "customer" | "agent" | "bot" | "system";
  text: string;
  channel: Channel;
  /** Key of the channel account. */
  account: string | null;
  /** Of the node that sent it. */
  nodeId: string | null;
  intent: string | null;
  intentConfidence: number | null;
  sentiment: number | null;
  attachmentCount: number;
}

/** A run of the journey in the conversation, as it was. */
export interface PastRun {
  status: string;
  endReason: string | null;
  /** Each visit's way out, in order. */
  ways: { nodeId: string; type: string; outlet: string | null }[];
  /** What came of its effects, in order of visits. */
  outcomes: { nodeId: string; outcome: EffectOutcome }[];
}

/** A conversation of the past, as far as a replay needs it. */
export interface PastConversation {
  id: string;
  /** What could be seen when it began; of the contact what is known today. */
  facts: Facts;
  startedAt: number;
  /** In order. */
  messages: PastMessage[];
  /** Custom events of the contact meanwhile, in order. */
  events: { name: string; at: number; properties: JsonObject }[];
  runs: PastRun[];
}
