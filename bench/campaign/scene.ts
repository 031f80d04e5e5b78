import { randomUUID } from "node:crypto";
import { type Customer, makeCustomers, type Scene } from "#bench/engine/scene.ts";
import { journeyDocumentSchema } from "#core/journey/document.ts";
import { systemActor } from "#server/access/actor.ts";
import { createAudience } from "#server/audiences/audiences.ts";
import { createCampaign } from "#server/campaigns/write-campaigns.ts";

/** Milliseconds that a reply is waited for. */
export const PATIENCE = 3_000;

/** Send, wait for a reply or time, branch, send. */
export const campaignDocument = journeyDocumentSchema.parse({
  name: "Bench campaign",
  nodes: [
    { id: "start", type: "trigger.event", config: { event: "bench" } },
    { id: "offer", type: "send", config: { text: "offer" } },
    {
      id: "reply",
      type: "waitFor",
      config: {
        events: [{ outlet: "replied", on: "message" }],
        saveAs: "reply",
        timeout: `PT${PATIENCE / 1_000}S`,
      },
    },
    {
      id: "which",
      type: "branch",
      config: { cases: [{ outlet: "replied", when: { field: "vars.reply", op: "exists" } }] },
    },
    { id: "thanks", type: "send", config: { text: "thanks" } },
    { id: "reminder", type: "send", config: { text: "reminder" } },
  ],
  edges: [
    { from: "start", outlet: "next", to: "offer" },
    { from: "offer", outlet: "next", to: "reply" },
    { from: "reply", outlet: "replied", to: "which" },
    { from: "reply", outlet: "timeout", to: "which" },
    { from: "which", outlet: "replied", to: "thanks" },
    { from: "which", outlet: "else", to: "reminder" },
  ],
  settings: { reentry: "always" },
});

export interface Audience {
  campaignId: string;
  customers: Customer[];
}

/** So many people of their own, and a campaign for them, not yet launched. */
export async function makeCampaign(scene: Scene, count: number): Promise<Audience> {
  const actor = systemActor(scene.workspaceId, "bench");
  const name = `bench_${randomUUID().replaceAll("-", "")}`;
  const customers = await makeCustomers(scene, count, [name]);
  const condition = { field: "contact.tags", op: "hasAny" as const, value: [name] };
  const audience = await createAudience(actor, { name, key: name, condition });
  const { id } = await createCampaign(actor, {
    name,
    key: name,
    journey: scene.journeyId,
    audience: audience.id,
  });
  return { campaignId: id, customers };
}
