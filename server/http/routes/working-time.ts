import { pageOf, pageQuerySchema } from "#core/api/page.ts";
import {
  createLeaveSchema,
  leaveSchema,
  putShiftsSchema,
  routingSettingsSchema,
  shiftsSchema,
} from "#core/api/working-time.ts";
import { createLeave, deleteLeave, listLeave } from "#server/access/leave.ts";
import { putShifts, readShifts } from "#server/access/working-time.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { putRoutingSettings, readRoutingSettings } from "#server/routing/routing-settings.ts";

const tag = "People";

/** When people work and are away, and what routing makes of it. */
export const workingTimeEndpoints = [
  endpoint({
    method: "get",
    path: "/users/{id}/shifts",
    summary: "When somebody works; at any time where weekly is null",
    tag,
    permission: "people.view",
    result: shiftsSchema,
    run: ({ actor, params }) => readShifts(actor, params.id),
  }),
  endpoint({
    method: "put",
    path: "/users/{id}/shifts",
    summary: "Say when somebody works: outside of it they are given nothing",
    tag,
    permission: "conversations.manage",
    body: putShiftsSchema,
    result: shiftsSchema,
    run: ({ actor, params, body }) => putShifts(actor, params.id, body),
  }),
  endpoint({
    method: "get",
    path: "/users/{id}/leave",
    summary: "Somebody's leave, now and to come",
    tag,
    permission: "people.view",
    query: pageQuerySchema,
    result: pageOf(leaveSchema),
    run: ({ actor, params, query }) => listLeave(actor, params.id, query),
  }),
  endpoint({
    method: "post",
    path: "/users/{id}/leave",
    summary:
      "Be out of office for a time, with what customers are told and who takes over: oneself, or with conversations.manage somebody else",
    tag,
    permission: null,
    body: createLeaveSchema,
    result: leaveSchema,
    status: 201,
    run: ({ actor, params, body }) => createLeave(actor, params.id, body),
  }),
  endpoint({
    method: "delete",
    path: "/users/{id}/leave/{leaveId}",
    summary: "Take a leave back",
    tag,
    permission: null,
    run: ({ actor, params }) => deleteLeave(actor, params.id, params.leaveId),
  }),
  endpoint({
    method: "get",
    path: "/routing-settings",
    summary: "What becomes of work whose assignee goes offline, and the order of tiers",
    tag: "Routing",
    permission: "conversations.view",
    result: routingSettingsSchema,
    run: ({ actor }) => readRoutingSettings(actor),
  }),
  endpoint({
    method: "put",
    path: "/routing-settings",
    summary: "Change what becomes of work whose assignee goes offline, and the order of tiers",
    tag: "Routing",
    permission: "routing.edit",
    body: routingSettingsSchema,
    result: routingSettingsSchema,
    run: ({ actor, body }) => putRoutingSettings(actor, body),
  }),
];
