// Written by scripts/list-custom-activities.mjs from the files in this folder; not to be edited.
import loyaltyTier from "#activities/custom/loyalty-tier.ts";
import type { DefinedActivity } from "#activities/define-activity.ts";

export const customActivities: readonly DefinedActivity[] = [loyaltyTier];
