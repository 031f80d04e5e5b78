import { z } from "zod";
import { conditionSchema } from "#core/conditions/condition.ts";
import { OCCASIONS, startWord } from "#core/conversation/occasion.ts";
import { describeDuration } from "#core/duration/describe-duration.ts";
import { durationSchema } from "#core/duration/duration.ts";
import { excerpt } from "#core/journey/card-text.ts";
import { field } from "#core/journey/field-hints.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";

export const triggerConversationConfigSchema = z
  .strictObject({
    on: field(z.enum(OCCASIONS), {
      title: "When a conversation",
      labels: {
        status: "changes its status",
        assigned: "is given to somebody",
        silence: "is silent for so long",
        slaWarning: "is about to break a promise",
        slaBreach: "breaks a promise",
        sentimentTurn: "turns its mood",
        missedCall: "has a missed call",
      },
    }),
    to: field(z.string().trim().min(1).max(320).optional(), {
      title: "To",
      description:
        "The new status or mood, the agent’s e-mail address or team, the promise’s target. Absent: any.",
      showWhen: { field: "on", in: ["status", "assigned", "sentimentTurn", "slaWarning", "slaBreach"] },
    }),
    after: field(durationSchema.optional(), {
      title: "After",
      description: "Counted from the last message of either side. What is resolved is not silent.",
      widget: "duration",
      showWhen: { field: "on", in: ["silence"] },
    }),
    when: field(conditionSchema.optional(), { title: "Only when", widget: "condition" }),
  })
  .superRefine(({ on, to, after }, context) => {
    if (on === "silence" && after === undefined) {
      const params = { problem: "missing_config" };
      const message = "Say after how long it counts as silent";
      context.addIssue({ code: "custom", path: ["after"], message, params });
    }
    if (on !== "silence" && after !== undefined) {
      const message = "Only silence has a time";
      context.addIssue({ code: "custom", path: ["after"], message });
    }
    if (to !== undefined && (on === "silence" || on === "missedCall")) {
      context.addIssue({ code: "custom", path: ["to"], message: "This has nothing that it changes to" });
    }
  });

export const triggerConversationDefinition: NodeDefinition<typeof triggerConversationConfigSchema> = {
  type: "trigger.conversation",
  family: "trigger",
  title: "Conversation changes",
  description: "Starts when a conversation changes, falls silent or breaks a promise.",
  icon: "messages-square",
  config: triggerConversationConfigSchema,
  defaults: { on: "status", to: "resolved" },
  outlets: () => [{ id: "next", label: "Next" }],
  summary({ on, to, after }) {
    const target = excerpt(to, 40);
    const toTarget = target === "" ? "" : ` to ${target}`;
    switch (on) {
      case "status":
        return `When its status changes${toTarget}`;
      case "assigned":
        return `When it is assigned${toTarget}`;
      case "silence":
        return `When it is silent for ${after === undefined ? "some time" : describeDuration(after)}`;
      case "slaWarning":
        return "When a promise is about to be broken";
      case "slaBreach":
        return "When a promise is broken";
      case "sentimentTurn":
        return `When the mood turns${toTarget}`;
      case "missedCall":
        return "When a call is missed";
      default:
        return "When a conversation changes";
    }
  },
  conditions: ({ when }) => (when ? [{ path: "when", condition: when }] : []),
  listens: ({ on }) => [startWord(on)],
};
