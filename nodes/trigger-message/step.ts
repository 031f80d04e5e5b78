import type { Step } from "#core/journey/step.ts";

export const triggerMessageStep: Step<unknown> = {
  enter: () => ({ kind: "go", outlet: "next", why: "A message started the run" }),
};
