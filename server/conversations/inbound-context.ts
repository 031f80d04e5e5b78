import type { OptOutWord } from "#core/conversation/opt-out-words.ts";
import type { SystemActor } from "#server/access/actor.ts";
import type { Place } from "#server/conversations/find-place.ts";
import type { FoundSpeaker } from "#server/conversations/find-speaker.ts";
import type { InboundMessage } from "#server/conversations/inbound-message.ts";

/** What is known of an inbound message before anything of it is written. */
export interface InboundContext {
  actor: SystemActor;
  inbound: InboundMessage;
  speaker: FoundSpeaker;
  place: Place;
  word: OptOutWord | null;
  newId: () => string;
}
