import { leaveByOutcome } from "#core/journey/outcome-step.ts";
import type { SendConfig } from "#core/journey/send-config.ts";
import { buildSendEffect } from "#core/journey/send-effect.ts";
import type { Step } from "#core/journey/step.ts";

export const sendStep: Step<SendConfig> = {
  enter: (config, context) => ({
    kind: "effect",
    effect: buildSendEffect(config, context),
    why: "Sending a message",
  }),
  resume: (_config, _context, event) => leaveByOutcome(event, "Sent"),
};
