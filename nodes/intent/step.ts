import type { Step, StepContext, StepResult } from "#core/journey/step.ts";
import type { IntentConfig } from "#nodes/intent/definition.ts";

interface Found {
  intent: string | null;
  confidence: number | null;
}

/** Goes by the intent that was found when the message was analysed. */
export const intentStep: Step<IntentConfig> = {
  enter(config, context) {
    const { intent, confidence } = find(config, context);
    if (intent === null) return other("No intent was found");
    if (!config.intents.includes(intent)) return other(`The intent is “${intent}”`);
    // Without a figure it was set by hand or by a rule, which is sure.
    const sure = confidence ?? 1;
    const percent = `${Math.round(sure * 100)} %`;
    if (sure < config.minConfidence) return other(`“${intent}” is only ${percent} sure`);
    return { kind: "go", outlet: intent, why: `The intent is “${intent}”, ${percent} sure` };
  },
};

function find({ of }: IntentConfig, { facts }: StepContext): Found {
  const { message, conversation } = facts;
  return of === "message"
    ? { intent: message?.intent ?? null, confidence: message?.intentConfidence ?? null }
    : { intent: conversation?.intent ?? null, confidence: conversation?.intentConfidence ?? null };
}

function other(why: string): StepResult {
  return { kind: "go", outlet: "else", why };
}
