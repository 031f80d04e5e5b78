import type { Step } from "#core/journey/step.ts";

export const triggerFormStep: Step<{ form: string }> = {
  enter: ({ form }) => ({ kind: "go", outlet: "next", why: `The form “${form}” was submitted` }),
};
