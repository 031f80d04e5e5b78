import { z } from "zod";
import type { AiEffect } from "#core/journey/effect.ts";
import { field } from "#core/journey/field-hints.ts";
import type { Outlet } from "#core/journey/node-definition.ts";
import { outcomeOf } from "#core/journey/outcome-step.ts";
import type { RunEvent } from "#core/journey/run.ts";
import type { StepResult } from "#core/journey/step.ts";
import { isRecord, type Json, type JsonObject } from "#core/json.ts";

/** Plain text: what customers write reaches a model as data, never as part of what it is told to do. */
export const instructionsSchema = z.string().max(8_000).optional();

export const minConfidenceField = field(z.number().min(0).max(1).default(0.6), {
  title: "Confidence, at least",
  description: "From 0 to 1. Below it goes to “Unsure”.",
  advanced: true,
});

/** Ways out that every node has that asks a model. */
export const UNSURE_AND_FAILED: readonly Outlet[] = [
  { id: "unsure", label: "Unsure" },
  { id: "failed", label: "Failed" },
];

/** What a model answered, or the way out where it gave no answer to go by. */
export function answerOf(event: RunEvent): JsonObject | StepResult {
  const outcome = outcomeOf(event);
  if (!outcome) return { kind: "ignore" };
  if (outcome.status !== "done") return { kind: "go", outlet: "failed", why: outcome.reason };
  const answer = isRecord(outcome.result) ? outcome.result : {};
  if (outcome.outlet !== "unsure") return answer;
  const why = typeof answer.reason === "string" ? answer.reason : "The model is not sure";
  return { kind: "go", outlet: "unsure", why };
}

export function isStepResult(answer: JsonObject | StepResult): answer is StepResult {
  return typeof answer.kind === "string";
}

/** The way out where the model is less sure than is asked for. */
export function unlessSure(confidence: Json | undefined, minConfidence: number): StepResult | undefined {
  const sure = typeof confidence === "number" ? confidence : 0;
  if (sure >= minConfidence) return undefined;
  return { kind: "go", outlet: "unsure", why: `The model is only ${Math.round(sure * 100)} % sure` };
}

/** What a model would answer where all goes well: for playing runs without one. */
export function sureAnswer(effect: AiEffect): JsonObject {
  switch (effect.task) {
    case "reply":
      return { text: "(the model’s answer)", confidence: 1 };
    case "extract":
      return { values: {} };
    case "classify":
      return { label: effect.labels[0]?.key ?? "none", confidence: 1 };
    case "summarise":
      return { text: "(the model’s summary)" };
  }
}
