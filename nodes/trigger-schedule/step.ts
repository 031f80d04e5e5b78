import type { Step } from "#core/journey/step.ts";

interface Config {
  audience: string;
}

export const triggerScheduleStep: Step<Config> = {
  enter: ({ audience }) => ({
    kind: "go",
    outlet: "next",
    why: `The schedule started the run for the audience “${audience}”`,
  }),
};
