import { createAiPerformer } from "#activities/ai.ts";
import { createCallPerformer } from "#activities/call.ts";
import { performCrm } from "#activities/crm.ts";
import { customActivities } from "#activities/custom/registry.ts";
import { createCustomPerformer } from "#activities/custom-activity.ts";
import { performHttp } from "#activities/http.ts";
import { performNotifyOutside } from "#activities/notify-outside.ts";
import type { SlowPerformers } from "#activities/slow-performer.ts";
import { findVoiceProvider } from "#channels/voice/providers.ts";
import { configuredProvider } from "#server/ai/configured-provider.ts";

/** What performs each effect of the slow lane. */
export const slowPerformers: SlowPerformers = {
  custom: createCustomPerformer(customActivities),
  http: performHttp,
  crm: performCrm,
  call: createCallPerformer(findVoiceProvider),
  ai: createAiPerformer(configuredProvider),
  notifyOutside: performNotifyOutside,
};
