import { z } from "zod";
import { AiError, type AiProvider, type AiRequest } from "#server/ai/provider.ts";

/** Milliseconds until an answer must be there. */
const TIME_LIMIT = 45_000;
const LONGEST_DELAY = 60_000;

const completion = z.object({
  model: z.string().optional(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});
const complaint = z.object({ error: z.union([z.string(), z.object({ message: z.string() })]) });

export interface OpenAiSettings {
  /** Such as https://api.openai.com/v1 */
  baseUrl: string;
  apiKey?: string;
  model: string;
}

/** Endpoints that know JSON but no schema for it, found out by asking. */
const withoutSchemas = new Set<string>();

/**
 * Any endpoint with OpenAI's Chat Completions: https://platform.openai.com/docs/api-reference/chat/create
 * The schema goes along both as `response_format` and in words, since not every model is held to the former.
 */
export function createOpenAiProvider(settings: OpenAiSettings): AiProvider {
  const address = `${settings.baseUrl.replace(/\/+$/, "")}/chat/completions`;
  return {
    async ask(request) {
      const response = await post(address, settings, request);
      const body: unknown = await response.json().catch(() => null);
      if (response.ok) return readAnswer(body, settings);
      const reason = complaintIn(body);
      if (
        response.status === 400 &&
        /response_format|json_schema/i.test(reason) &&
        !withoutSchemas.has(address)
      ) {
        withoutSchemas.add(address);
        return this.ask(request);
      }
      throw errorOf(response, reason);
    },
  };
}

async function post(
  address: string,
  { apiKey, model }: OpenAiSettings,
  request: AiRequest,
): Promise<Response> {
  const { instructions, data, answer, signal } = request;
  const { name, schema } = answer;
  const inWords = `Answer with JSON alone, by this JSON Schema: ${JSON.stringify(schema)}`;
  const format = withoutSchemas.has(address)
    ? { type: "json_object" }
    : { type: "json_schema", json_schema: { name, schema } };
  try {
    return await fetch(address, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
      },
      body: JSON.stringify({
        model,
        messages: [
          { role: "system", content: `${instructions}\n\n${inWords}` },
          { role: "user", content: JSON.stringify(data) },
        ],
        response_format: format,
      }),
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT)]),
    });
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    const reason = isLate ? "The model took too long to answer." : "The model could not be reached.";
    throw new AiError(isLate ? "timeout" : "unreachable", reason, { isRetryable: true });
  }
}

function readAnswer(body: unknown, { model }: OpenAiSettings) {
  const [choice] = completion.safeParse(body).data?.choices ?? [];
  if (choice?.message.refusal) throw new AiError("refused", "The model refuses to answer this.");
  if (choice?.finish_reason === "length") {
    throw new AiError("too_long", "The model’s answer was cut off because it got too long.");
  }
  // Some models wrap JSON into a code block whatever they are told.
  const text = (choice?.message.content ?? "").trim().replace(/^```(?:json)?\s*|\s*```$/g, "");
  try {
    return { value: JSON.parse(text) as unknown, model };
  } catch {
    throw new AiError("invalid_answer", "The model did not answer in the form it was asked for.", {
      isRetryable: true,
    });
  }
}

function errorOf(response: Response, reason: string): AiError {
  const { status } = response;
  if (status === 401 || status === 403) {
    return new AiError(
      "not_allowed",
      `The model’s service refuses LLM_API_KEY (${status}). ${reason}`.trim(),
    );
  }
  const isRetryable = status === 408 || status === 429 || status >= 500;
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new AiError(`http_${status}`, `The model’s service answered ${status}. ${reason}`.trim(), {
    isRetryable,
    ...(Number.isFinite(seconds) ? { retryAfter: Math.min(seconds * 1000, LONGEST_DELAY) } : {}),
  });
}

function complaintIn(body: unknown): string {
  const said = complaint.safeParse(body);
  if (!said.success) return "";
  const { error } = said.data;
  return (typeof error === "string" ? error : error.message).slice(0, 300);
}
