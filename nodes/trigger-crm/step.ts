import type { Step } from "#core/journey/step.ts";

interface Config {
  object: string;
  change: "created" | "updated" | "deleted";
}

export const triggerCrmStep: Step<Config> = {
  enter: ({ object, change }) => ({
    kind: "go",
    outlet: "next",
    why: `${object} was ${change} in the CRM`,
  }),
};
