import type { z } from "zod";
import { goOn } from "#core/journey/outcome-step.ts";
import type { Step } from "#core/journey/step.ts";
import type { resolveConfigSchema } from "#nodes/resolve/definition.ts";

export const resolveStep: Step<z.output<typeof resolveConfigSchema>> = {
  enter({ reason, evenIfAssigned, csat }, context) {
    const text = csat?.text === undefined ? {} : { text: context.render(csat.text) };
    const survey = csat ? { csat: { channel: csat.channel, expires: csat.expires, ...text } } : {};
    return {
      kind: "effect",
      effect: { kind: "resolve", reason, evenIfAssigned, ...survey },
      why: "Resolving the conversation",
    };
  },
  resume(_config, _context, event) {
    // A conversation that a person has stays with them; the journey goes on all the same.
    return goOn(event, "Resolved");
  },
};
