import { leaveByOutcome } from "#core/journey/outcome-step.ts";
import { readRoutingAnswer } from "#core/journey/routing-answer.ts";
import { type RoutingConfig, routingAsked } from "#core/journey/routing-config.ts";
import type { Step } from "#core/journey/step.ts";

/**
 * Asks routing once. Where that has no answer yet (it is offered to somebody, or waits in the queue) the run rests,
 * without the floor, until routing tells it or `queueFor` is over.
 */
export const assignStep: Step<RoutingConfig> = {
  enter: (config, context) => ({
    kind: "effect",
    effect: { kind: "assign", ...routingAsked(config, context) },
    why: "Looking for who takes it",
  }),
  resume({ queueFor }, context, event) {
    const answer = readRoutingAnswer(queueFor, context, event);
    if (answer.kind === "waits") return answer.result;
    if (answer.kind === "found") return { kind: "go", outlet: answer.outlet, why: answer.why };
    return leaveByOutcome(event, "Routed", "assigned");
  },
};
