import { answerOf, isStepResult } from "#core/journey/ai-config.ts";
import type { Step } from "#core/journey/step.ts";
import type { AiSummariseConfig } from "#nodes/ai-summarise/definition.ts";

export const aiSummariseStep: Step<AiSummariseConfig> = {
  enter: ({ instructions }) => ({
    kind: "effect",
    effect: { kind: "ai", task: "summarise", ...(instructions === undefined ? {} : { instructions }) },
    why: "Having the model sum it up",
  }),
  resume({ saveAs }, _context, event) {
    const answer = answerOf(event);
    if (isStepResult(answer)) return answer;
    return { kind: "go", outlet: "next", why: "Summed up", vars: { [saveAs]: answer.text ?? "" } };
  },
};
