import { z } from "zod";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import { keySchema } from "#core/journey/names.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

export const slaConfigSchema = z.strictObject({
  policy: field(keySchema, { title: "SLA policy", widget: "reference:slaPolicy" }),
  action: field(z.enum(["start", "pause", "resume", "stop"]), {
    title: "What to do",
    labels: { start: "Start", pause: "Pause", resume: "Resume", stop: "Stop" },
  }),
});

const VERBS = { start: "Start", pause: "Pause", resume: "Resume", stop: "Stop" };

/**
 * The way out is decided when the node acts: `breached` where a promise of the policy is broken by then, of the
 * present wait or of the latest one. A promise that breaks later is heard by `trigger.conversation` on `slaBreach`.
 */
export const slaDefinition: NodeDefinition<typeof slaConfigSchema> = {
  type: "sla",
  family: "people",
  title: "Time a promise",
  description:
    "Starts, pauses, resumes or stops the clocks of an SLA policy, and tells whether one of its promises is broken by now.",
  icon: "timer",
  config: slaConfigSchema,
  defaults: { action: "start" },
  outlets: () => [
    { id: "next", label: "Next" },
    { id: "breached", label: "Broken already" },
  ],
  summary({ policy, action }) {
    const verb = action && Object.hasOwn(VERBS, action) ? VERBS[action] : "Start";
    return policy ? `${verb} the clocks of ${excerpt(policy)}` : `${verb} the clocks of a policy`;
  },
  references: ({ policy }) => [{ path: "policy", kind: "slaPolicy", key: policy }],
};
