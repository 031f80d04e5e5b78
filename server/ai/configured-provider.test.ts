import { expect, test } from "vitest";
import { configuredProvider } from "#server/ai/configured-provider.ts";

test("without a model nothing is asked, and the way out is told", () => {
  expect(() => configuredProvider()).toThrow(
    "No AI model is set up. Set LLM_BASE_URL and LLM_MODEL (and LLM_API_KEY where it asks for one) and start again.",
  );
});
