import { createOpenAiProvider } from "#server/ai/openai-provider.ts";
import { AiError, type AiProvider } from "#server/ai/provider.ts";
import { environment } from "#server/platform/env.ts";

/**
 * The model that this installation is set up with.
 * @throws AiError `not_configured`, with the way out
 */
export function configuredProvider(): AiProvider {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey } = environment();
  const missing = [...(baseUrl ? [] : ["LLM_BASE_URL"]), ...(model ? [] : ["LLM_MODEL"])];
  if (!baseUrl || !model) {
    const way = `Set ${missing.join(" and ")} (and LLM_API_KEY where it asks for one) and start again.`;
    throw new AiError("not_configured", `No AI model is set up. ${way}`);
  }
  return createOpenAiProvider({ baseUrl, model, ...(apiKey ? { apiKey } : {}) });
}
