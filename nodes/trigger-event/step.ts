import type { Step } from "#core/journey/step.ts";

export const triggerEventStep: Step<unknown> = {
  enter: (_config, { facts }) => ({
    kind: "go",
    outlet: "next",
    why: facts.event ? `The event “${facts.event.name}” started the run` : "An event started the run",
  }),
};
