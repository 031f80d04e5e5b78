import { addDuration } from "#core/duration/add-duration.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import type { SendEffect } from "#core/journey/effect.ts";
import { leaveByOutcome } from "#core/journey/outcome-step.ts";
import type { RunEvent } from "#core/journey/run.ts";
import { buildSendEffect } from "#core/journey/send-effect.ts";
import type { Step, StepContext, StepResult } from "#core/journey/step.ts";
import type { MessageFacts } from "#core/journey/variables.ts";
import type { Json } from "#core/json.ts";
import type { AskConfig } from "#nodes/ask/definition.ts";
import { type AnswerPart, readAnswer } from "#nodes/ask/read-answer.ts";

/** asking: the question is on its way. waiting: for the answer. reminding: the reminder is on its way. */
interface AskState {
  phase: "asking" | "waiting" | "reminding";
  /** How often the question was asked again. */
  retries: number;
  /** When the question went out; what was received before is no answer. Epoch ms, like all that follow. */
  askedAt: number;
  timeoutAt: number;
  remindAt: number | null;
  burst: AnswerPart[];
  collectUntil: number | null;
  /** When the question may be asked again that must not be sent now, as in quiet hours; answers count meanwhile. */
  askAgainAt?: number;
}

/** A burst that never pauses ends after this many windows, or this many messages. */
const LONGEST_BURST = 10;
const MOST_MESSAGES = 50;

export const askStep: Step<AskConfig> = {
  enter(config, context) {
    const state: AskState = {
      phase: "asking",
      retries: 0,
      askedAt: 0,
      timeoutAt: 0,
      remindAt: null,
      burst: [],
      collectUntil: null,
    };
    return ask(config, context, state, "Asking the question");
  },
  resume(config, context, event) {
    const state = context.state as unknown as AskState;
    if (event.kind === "effect") return afterSending(config, context, state, event);
    if (event.kind === "message") return collect(config, context, state, event.message);
    return event.kind === "timer" ? atDeadline(config, context, state) : { kind: "ignore" };
  },
  restart(stored, shift) {
    const state = stored as unknown as AskState;
    const later = (time: number | null) => (time === null ? null : time + shift);
    return asJson({
      ...state,
      timeoutAt: state.timeoutAt + shift,
      remindAt: later(state.remindAt),
      collectUntil: later(state.collectUntil),
    });
  },
};

function asJson(state: AskState): Json {
  return state as unknown as Json;
}

function ask(config: AskConfig, context: StepContext, state: AskState, why: string): StepResult {
  const isRetry = state.retries > 0;
  const effect = buildQuestion(config, context, isRetry ? config.retryText : undefined);
  if (isRetry) effect.asksAgain = true;
  return { kind: "effect", effect, why, state: asJson(state) };
}

/** Choices become buttons where the author drew none. */
function buildQuestion(config: AskConfig, context: StepContext, text?: AskConfig["retryText"]): SendEffect {
  const effect = buildSendEffect(config, context, text);
  const choices = config.expect === "choice" ? (config.choices ?? []) : [];
  if (effect.buttons.length === 0 && choices.length <= 10) {
    effect.buttons = choices.map(({ value, label }) => ({ id: value, label: context.render(label) }));
  }
  return effect;
}

function afterSending(
  config: AskConfig,
  context: StepContext,
  state: AskState,
  event: Extract<RunEvent, { kind: "effect" }>,
): StepResult {
  const { outcome } = event;
  const notBefore = outcome.status === "suppressed" ? outcome.notBefore : undefined;
  // A reminder that could not be sent is no reason to give up the question.
  if (state.phase === "reminding") {
    return rest({ ...state, phase: "waiting", remindAt: notBefore ?? null }, "Waiting for an answer");
  }
  if (notBefore !== undefined) return askLater(config, context, state, notBefore);
  if (outcome.status !== "done") return leaveByOutcome(event, "");
  const askedAt = sentAt(outcome.result) ?? context.effectAskedAt ?? context.now;
  const after = (duration: string) => addDuration(askedAt, duration, context.timezone());
  const asked: AskState = {
    ...state,
    phase: "waiting",
    askedAt,
    timeoutAt: after(config.timeout),
    remindAt: config.remind ? after(config.remind.after) : null,
  };
  return rest(asked, "Waiting for an answer");
}

/** The question that could not be asked again yet used up no retry, and its time to answer begins when it can. */
function askLater(config: AskConfig, context: StepContext, state: AskState, askAgainAt: number): StepResult {
  const timeoutAt = addDuration(askAgainAt, config.timeout, context.timezone());
  const retries = Math.max(state.retries - 1, 0);
  const later: AskState = { ...state, phase: "waiting", retries, timeoutAt, askAgainAt };
  return rest(later, "Waiting for an answer until it may be asked again");
}

/** The sender may know better than we when a question that was put off went out. */
function sentAt(result: Json | undefined): number | undefined {
  if (typeof result !== "object" || result === null || Array.isArray(result)) return undefined;
  return typeof result.sentAt === "number" ? result.sentAt : undefined;
}

function rest(state: AskState, why: string): StepResult {
  const { timeoutAt, remindAt, askAgainAt } = state;
  const until = state.collectUntil ?? Math.min(timeoutAt, remindAt ?? timeoutAt, askAgainAt ?? timeoutAt);
  return { kind: "wait", rest: { until, on: ["message"], floor: true }, why, state: asJson(state) };
}

function collect(
  config: AskConfig,
  { now }: StepContext,
  state: AskState,
  message: MessageFacts,
): StepResult {
  if (message.at < state.askedAt) return { kind: "absorb", why: "It came before the question was asked" };
  if (state.burst.some((part) => part.id === message.id))
    return { kind: "absorb", why: "It is known already" };
  const { id, text, at, attachmentCount } = message;
  const burst = [...state.burst, { id, text, at, files: attachmentCount }];
  const window = durationToMilliseconds(config.collect);
  const latest = (state.collectUntil ?? now + window) + (state.burst.length >= LONGEST_BURST ? 0 : window);
  const collectUntil = burst.length >= MOST_MESSAGES ? now : Math.min(now + window, latest);
  return rest({ ...state, burst, collectUntil }, "An answer came; is there more?");
}

function atDeadline(config: AskConfig, context: StepContext, state: AskState): StepResult {
  const { now } = context;
  if (state.collectUntil !== null) {
    return now >= state.collectUntil ? decide(config, context, state) : rest(state, "Waiting for more");
  }
  if (state.remindAt !== null && now >= state.remindAt && config.remind) {
    const effect = buildQuestion(config, context, config.remind.text);
    const reminding: AskState = { ...state, phase: "reminding", remindAt: null };
    return { kind: "effect", effect, why: "Reminding of the question", state: asJson(reminding) };
  }
  if (state.askAgainAt !== undefined && now >= state.askAgainAt) {
    const { askAgainAt: _, ...asking } = state;
    const again: AskState = { ...asking, phase: "asking", retries: state.retries + 1 };
    return ask(config, context, again, "Asking again");
  }
  if (now >= state.timeoutAt) return { kind: "go", outlet: "timeout", why: "No answer came in time" };
  return rest(state, "Waiting for an answer");
}

function decide(config: AskConfig, context: StepContext, state: AskState): StepResult {
  const answer = readAnswer(config, state.burst, context);
  if (answer.ok) {
    return {
      kind: "go",
      outlet: "answered",
      why: "The answer fits",
      vars: { [config.saveAs]: answer.value },
    };
  }
  if (state.retries >= config.retries) return { kind: "go", outlet: "invalid", why: answer.why };
  const { askAgainAt: _, ...asked } = state;
  const again: AskState = {
    ...asked,
    phase: "asking",
    retries: state.retries + 1,
    remindAt: null,
    burst: [],
    collectUntil: null,
  };
  return ask(config, context, again, `Asking again: ${answer.why.toLowerCase()}`);
}
