import { answerOf, isStepResult, unlessSure } from "#core/journey/ai-config.ts";
import type { Step } from "#core/journey/step.ts";
import type { AiClassifyConfig } from "#nodes/ai-classify/definition.ts";

export const aiClassifyStep: Step<AiClassifyConfig> = {
  enter: ({ labels, instructions }) => ({
    kind: "effect",
    effect: { kind: "ai", task: "classify", labels, ...(instructions === undefined ? {} : { instructions }) },
    why: "Having the model choose a label",
  }),
  resume({ labels, minConfidence }, _context, event) {
    const answer = answerOf(event);
    if (isStepResult(answer)) return answer;
    const label = labels.find(({ key }) => key === answer.label);
    if (!label) return { kind: "go", outlet: "unsure", why: "No label fits" };
    const sure = Math.round(Number(answer.confidence) * 100);
    const why = `“${label.key}” fits, ${sure} % sure`;
    return unlessSure(answer.confidence, minConfidence) ?? { kind: "go", outlet: label.key, why };
  },
};
