import { z } from "zod";
import { pageQuerySchema } from "#core/api/page.ts";
import {
  createSlaPolicySchema,
  orderSlaPoliciesSchema,
  patchSlaPolicySchema,
  slaClockSchema,
  slaPolicySchema,
} from "#core/api/sla.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { resource } from "#server/http/resource.ts";
import * as policies from "#server/library/sla-policies.ts";
import { listClocks } from "#server/sla/list-clocks.ts";

const tag = "SLA";

export const slaEndpoints = [
  endpoint({
    method: "put",
    path: "/sla-policies/order",
    summary: "Put the SLA policies in order: the first that fits a conversation is its own",
    tag,
    permission: "routing.edit",
    body: orderSlaPoliciesSchema,
    result: z.strictObject({ data: z.array(slaPolicySchema) }),
    run: ({ actor, body }) => policies.orderSlaPolicies(actor, body.ids),
  }),
  ...resource({
    path: "/sla-policies",
    names: ["SLA policy", "SLA policies"],
    tag,
    view: "conversations.view",
    edit: "routing.edit",
    item: slaPolicySchema,
    create: createSlaPolicySchema,
    patch: patchSlaPolicySchema,
    query: pageQuerySchema,
    run: {
      list: policies.listSlaPolicies,
      get: policies.getSlaPolicy,
      create: policies.createSlaPolicy,
      patch: policies.patchSlaPolicy,
      remove: policies.archiveSlaPolicy,
    },
  }),
  endpoint({
    method: "get",
    path: "/conversations/{id}/sla",
    summary: "What is promised for a conversation, and how it stands",
    tag,
    permission: "conversations.view",
    result: z.strictObject({ data: z.array(slaClockSchema) }),
    run: ({ actor, params }) => listClocks(actor, params.id),
  }),
];
