import { createAiPerformer } from "#activities/ai.ts";
import { performCrm } from "#activities/crm.ts";
import { customActivities } from "#activities/custom/registry.ts";
import { createCustomPerformer } from "#activities/custom-activity.ts";
import { performHttp } from "#activities/http.ts";
import { performNotifyOutside } from "#activities/notify-outside.ts";
import type { SlowPerformers } from "#activities/slow-performer.ts";
import { configuredProvider } from "#server/ai/configured-provider.ts";

/** What performs each effect of the slow lane. */
export const slowPerformers: SlowPerformers = {
  custom: createCustomPerformer(customActivities),
  http: performHttp,
  crm: performCrm,
  ai: createAiPerformer(configuredProvider),
  notifyOutside: performNotifyOutside,
};
