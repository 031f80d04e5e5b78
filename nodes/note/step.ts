import type { z } from "zod";
import { leaveByOutcome } from "#core/journey/outcome-step.ts";
import type { Step } from "#core/journey/step.ts";
import type { noteConfigSchema } from "#nodes/note/definition.ts";

export const noteStep: Step<z.output<typeof noteConfigSchema>> = {
  enter: (config, context) => ({
    kind: "effect",
    effect: { kind: "note", text: context.render(config.text), mentions: config.mentions ?? [] },
    why: "Writing a note",
  }),
  resume: (_config, _context, event) => leaveByOutcome(event, "Noted"),
};
