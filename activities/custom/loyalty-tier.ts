import { ApplicationFailure } from "@temporalio/common";
import { z } from "zod";
import { defineActivity } from "#activities/define-activity.ts";

const TIERS = ["none", "silver", "gold", "platinum"] as const;

const answerSchema = z.object({ points: z.number().min(0) });

/**
 * The worked example: asks a loyalty service for a customer's points and leaves by the tier they make.
 * Copy this file, change it, and the studio has a new node.
 */
export default defineActivity({
  name: "loyalty-tier",
  title: "Loyalty tier",
  description: "Looks up a customer's points and goes on by the tier they make.",
  icon: "award",
  input: z.object({
    serviceUrl: z.url().describe("Address of the loyalty service"),
    customerNumber: z
      .string()
      .min(1)
      .describe("Customer number, such as {{ contact.attributes.customerNumber }}"),
    silverFrom: z.number().int().min(1).default(100).describe("Points for silver"),
    goldFrom: z.number().int().min(1).default(500).describe("Points for gold"),
    platinumFrom: z.number().int().min(1).default(2000).describe("Points for platinum"),
  }),
  output: z.object({
    points: z.number().describe("Points of the customer"),
    tier: z.enum(TIERS).describe("Tier they make"),
  }),
  outlets: [
    ...TIERS.map((id) => ({ id, label: id.charAt(0).toUpperCase() + id.slice(1) })),
    { id: "failed", label: "Failed" },
  ],
  timeout: "PT10S",
  retry: { attempts: 4 },
  async run(context, input) {
    const url = new URL(
      `customers/${encodeURIComponent(input.customerNumber)}/points`,
      `${input.serviceUrl}/`,
    );
    const answer = await fetch(url, {
      signal: context.signal,
      headers: { "idempotency-key": context.idempotencyKey, accept: "application/json" },
    });
    if (answer.status === 404) return context.via("none", { points: 0, tier: "none" as const });
    // What the service refuses it will refuse again; anything else may pass.
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
      throw ApplicationFailure.nonRetryable(`The loyalty service answered ${answer.status}`);
    }
    if (!answer.ok) throw new Error(`The loyalty service answered ${answer.status}`);
    const { points } = answerSchema.parse(await answer.json());
    const tier = tierOf(points, input);
    context.logger.info({ tier }, "looked up the loyalty tier");
    return context.via(tier, { points, tier });
  },
});

function tierOf(
  points: number,
  limits: { silverFrom: number; goldFrom: number; platinumFrom: number },
): (typeof TIERS)[number] {
  if (points >= limits.platinumFrom) return "platinum";
  if (points >= limits.goldFrom) return "gold";
  return points >= limits.silverFrom ? "silver" : "none";
}
