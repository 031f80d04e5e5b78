import type { z } from "zod";
import type { Step } from "#core/journey/step.ts";
import type { exitConfigSchema } from "#nodes/exit/definition.ts";

export const exitStep: Step<z.output<typeof exitConfigSchema>> = {
  enter: ({ reason }) => ({ kind: "end", reason }),
};
