import { answerOf, isStepResult } from "#core/journey/ai-config.ts";
import type { Step } from "#core/journey/step.ts";
import type { AiExtractConfig } from "#nodes/ai-extract/definition.ts";

export const aiExtractStep: Step<AiExtractConfig> = {
  enter: ({ schema, instructions }) => ({
    kind: "effect",
    effect: { kind: "ai", task: "extract", schema, ...(instructions === undefined ? {} : { instructions }) },
    why: "Having the model read what was said",
  }),
  resume({ saveAs }, _context, event) {
    const answer = answerOf(event);
    if (isStepResult(answer)) return answer;
    return { kind: "go", outlet: "next", why: "Found", vars: { [saveAs]: answer.values ?? null } };
  },
};
