import type { z } from "zod";
import type { Step } from "#core/journey/step.ts";
import type { triggerConversationConfigSchema } from "#nodes/trigger-conversation/definition.ts";

const REASONS: Record<z.output<typeof triggerConversationConfigSchema>["on"], string> = {
  status: "The conversation’s status changed",
  assigned: "The conversation was given to somebody",
  silence: "The conversation fell silent",
  slaWarning: "A promise is about to be broken",
  slaBreach: "A promise was broken",
  sentimentTurn: "The conversation’s mood turned",
  missedCall: "A call was missed",
};

export const triggerConversationStep: Step<z.output<typeof triggerConversationConfigSchema>> = {
  enter: ({ on }) => ({ kind: "go", outlet: "next", why: REASONS[on] }),
};
