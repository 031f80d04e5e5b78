import { failed, type SlowPerformer, type SlowRequest, tryAgain } from "#activities/slow-performer.ts";
import type { JsonObject } from "#core/json.ts";
import { systemActor } from "#server/access/actor.ts";
import { askModel } from "#server/ai/ask-model.ts";
import { AiError, type AiProvider } from "#server/ai/provider.ts";
import { readTranscript } from "#server/ai/read-transcript.ts";
import { appendEvent } from "#server/conversations/append-event.ts";
import { transact } from "#server/platform/database.ts";

/**
 * Asks a language model. Asking twice does no harm, so whatever may get better is tried again.
 * @param provider throws AiError `not_configured` where there is no model
 */
export function createAiPerformer(provider: () => AiProvider): SlowPerformer<"ai"> {
  return async (request) => {
    const { effect, facts, vars, signal } = request;
    try {
      const model = provider();
      const transcript = await readTranscript(request.workspaceId, request.conversationId);
      if (!transcript.some(({ from }) => from === "customer")) {
        return unsure("The customer has not said anything yet");
      }
      const begun = Date.now();
      const answer = await askModel(model, { effect, transcript, facts, vars, signal });
      await logCall(request, answer, Date.now() - begun);
      if (effect.task === "extract" && answer.value.values === null) {
        return unsure("The customer has not said what is asked for");
      }
      return { status: "done", result: answer.value };
    } catch (error) {
      if (!(error instanceof AiError)) throw error;
      if (error.isRetryable) throw tryAgain(error.message, error.retryAfter);
      return failed(error.code, error.message);
    }
  };
}

function unsure(reason: string) {
  return { status: "done", outlet: "unsure", result: { reason } } as const;
}

async function logCall(
  { workspaceId, runId, journeyId, contactId, conversationId, effect }: SlowRequest<"ai">,
  { value, model }: { value: JsonObject; model: string },
  elapsed: number,
): Promise<void> {
  const actor = systemActor(workspaceId, "engine");
  const { confidence } = value;
  await transact(actor, (tx) =>
    appendEvent(tx, {
      type: "ai.called",
      actor,
      runId,
      journeyId,
      contactId,
      conversationId,
      data: {
        task: effect.task,
        model,
        elapsed,
        ...(typeof confidence === "number" ? { confidence } : {}),
      },
    }),
  );
}
