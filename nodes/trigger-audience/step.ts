import type { Step } from "#core/journey/step.ts";

interface Config {
  audience: string;
  on: "entered" | "left";
}

export const triggerAudienceStep: Step<Config> = {
  enter: ({ audience, on }) => ({
    kind: "go",
    outlet: "next",
    why: `The contact ${on} the audience “${audience}”`,
  }),
};
