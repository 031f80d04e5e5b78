import { answerOf, isStepResult, unlessSure } from "#core/journey/ai-config.ts";
import type { Effect } from "#core/journey/effect.ts";
import { outcomeOf } from "#core/journey/outcome-step.ts";
import type { RunEvent } from "#core/journey/run.ts";
import type { Step, StepResult } from "#core/journey/step.ts";
import type { AiReplyConfig } from "#nodes/ai-reply/definition.ts";

const DELIVERING = "delivering";

/** Two visits: the model's answer first, then handing it over. */
export const aiReplyStep: Step<AiReplyConfig> = {
  enter: ({ instructions, knowledge }) => ({
    kind: "effect",
    effect: {
      kind: "ai",
      task: "reply",
      knowledge: knowledge ?? [],
      ...(instructions === undefined ? {} : { instructions }),
    },
    why: "Asking the model for an answer",
  }),
  resume(config, { state }, event) {
    if (state === DELIVERING) return leave(config, event);
    const answer = answerOf(event);
    if (isStepResult(answer)) return answer;
    const unsure = unlessSure(answer.confidence, config.minConfidence);
    if (unsure) return unsure;
    const why = config.mode === "send" ? "Sending the answer" : "Leaving the answer as a draft";
    return { kind: "effect", effect: deliver(config, String(answer.text ?? "")), why, state: DELIVERING };
  },
};

function deliver({ mode }: AiReplyConfig, text: string): Effect {
  if (mode === "draft") return { kind: "note", text: `Draft of a reply:\n\n${text}`, mentions: [] };
  return {
    kind: "send",
    channel: "reply",
    fallback: [],
    purpose: "care",
    text,
    attachments: [],
    buttons: [],
    answers: true,
    ignoreQuietHours: false,
  };
}

function leave({ mode }: AiReplyConfig, event: RunEvent): StepResult {
  const outcome = outcomeOf(event);
  if (!outcome) return { kind: "ignore" };
  if (outcome.status !== "done") return { kind: "go", outlet: "failed", why: outcome.reason };
  return { kind: "go", outlet: "next", why: mode === "send" ? "Answered" : "Drafted" };
}
