import type { AssignEffect } from "#core/journey/effect.ts";
import { leaveByOutcome } from "#core/journey/outcome-step.ts";
import type { Step, StepContext } from "#core/journey/step.ts";
import type { AssignConfig } from "#nodes/assign/definition.ts";

const REASONS: Record<string, string> = {
  assigned: "Assigned",
  nobody: "Nobody is free",
  declined: "Everybody declined",
};

export const assignStep: Step<AssignConfig> = {
  enter: (config, context) => ({
    kind: "effect",
    effect: buildEffect(config, context),
    why: "Looking for who takes it",
  }),
  resume(_config, _context, event) {
    const outlet =
      event.kind === "effect" && event.outcome.status === "done" ? event.outcome.outlet : undefined;
    return leaveByOutcome(event, REASONS[outlet ?? "assigned"] ?? "Routed", "assigned");
  },
};

function buildEffect({ note, skills, ...config }: AssignConfig, context: StepContext): AssignEffect {
  return {
    kind: "assign",
    ...config,
    skills: skills ?? [],
    ...(note === undefined ? {} : { note: context.render(note) }),
  };
}
