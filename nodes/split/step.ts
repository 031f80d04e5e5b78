import type { Step, StepContext, StepResult } from "#core/journey/step.ts";
import { stableFraction } from "#core/stable-hash.ts";
import { HOLDOUT, type SplitConfig } from "#nodes/split/definition.ts";

/**
 * The same experiment and contact always give the same arm. Who is held out and who gets which arm are drawn
 * apart, so that changing the one does not move people about in the other.
 */
export const splitStep: Step<SplitConfig> = {
  enter(config, context) {
    const experiment = config.key ?? context.nodeId;
    const earlier = ownIn(context.arms, experiment);
    if (earlier !== undefined && isWay(config, earlier)) {
      return leave(experiment, earlier, `In “${earlier}”, as before`);
    }
    const unit = unitOf(config, context);
    if (stableFraction(`${experiment}:holdout:${unit}`) * 100 < config.holdout) {
      return leave(experiment, HOLDOUT, `Among the ${config.holdout} % that are held out`);
    }
    const winner = config.winner ? ownIn(context.facts.winners ?? {}, experiment) : undefined;
    if (winner !== undefined && config.arms.some(({ outlet }) => outlet === winner)) {
      return leave(experiment, winner, `“${winner}” has won and takes everybody`);
    }
    const arm = drawArm(config.arms, stableFraction(`${experiment}:${unit}`));
    return leave(experiment, arm, `Drawn into “${arm}”`);
  },
};

/** An experiment may be called as JavaScript calls something. */
function ownIn(all: Readonly<Record<string, string>>, experiment: string): string | undefined {
  return Object.hasOwn(all, experiment) ? all[experiment] : undefined;
}

function leave(experiment: string, arm: string, why: string): StepResult {
  return { kind: "go", outlet: arm, why, arm: { experiment, arm } };
}

function isWay({ arms }: SplitConfig, arm: string): boolean {
  return arm === HOLDOUT || arms.some(({ outlet }) => outlet === arm);
}

/** A run without a conversation is told apart by its contact. */
function unitOf({ by }: SplitConfig, { facts }: StepContext): string {
  return (by === "conversation" ? facts.conversation?.id : undefined) ?? facts.contact.id;
}

/** @param fraction in [0, 1) */
function drawArm(arms: SplitConfig["arms"], fraction: number): string {
  const total = arms.reduce((sum, { weight }) => sum + weight, 0);
  let left = fraction * total;
  for (const { outlet, weight } of arms) {
    left -= weight;
    if (left < 0) return outlet;
  }
  return arms.at(-1)?.outlet ?? HOLDOUT;
}
