import {
  auditEntrySchema,
  auditQuerySchema,
  businessHoursSchema,
  cannedResponseSchema,
  createBusinessHoursSchema,
  createCannedResponseSchema,
  createTaskSchema,
  createTemplateSchema,
  patchBusinessHoursSchema,
  patchCannedResponseSchema,
  patchTaskSchema,
  patchTemplateSchema,
  taskSchema,
  tasksQuerySchema,
  templateSchema,
} from "#core/api/library.ts";
import { pageOf, pageQuerySchema } from "#core/api/page.ts";
import { readAuditLog } from "#server/access/read-audit-log.ts";
import { endpoint } from "#server/http/endpoint.ts";
import { resource } from "#server/http/resource.ts";
import * as hours from "#server/library/business-hours.ts";
import * as canned from "#server/library/canned-responses.ts";
import * as tasks from "#server/library/tasks.ts";
import * as templates from "#server/library/templates.ts";

const tag = "Library";

export const libraryEndpoints = [
  ...resource({
    path: "/business-hours",
    names: ["business hours", "business hours"],
    tag,
    view: "conversations.view",
    edit: "routing.edit",
    item: businessHoursSchema,
    create: createBusinessHoursSchema,
    patch: patchBusinessHoursSchema,
    query: pageQuerySchema,
    run: {
      list: hours.listBusinessHours,
      get: hours.getBusinessHours,
      create: hours.createBusinessHours,
      patch: hours.patchBusinessHours,
      remove: hours.deleteBusinessHours,
    },
  }),
  ...resource({
    path: "/canned-responses",
    names: ["canned response", "canned responses"],
    tag,
    view: "conversations.view",
    edit: "content.edit",
    item: cannedResponseSchema,
    create: createCannedResponseSchema,
    patch: patchCannedResponseSchema,
    query: pageQuerySchema,
    run: {
      list: canned.listCannedResponses,
      get: canned.getCannedResponse,
      create: canned.createCannedResponse,
      patch: canned.patchCannedResponse,
      remove: canned.deleteCannedResponse,
    },
  }),
  ...resource({
    path: "/templates",
    names: ["template", "templates"],
    tag,
    view: "conversations.view",
    edit: "content.edit",
    item: templateSchema,
    create: createTemplateSchema,
    patch: patchTemplateSchema,
    query: pageQuerySchema,
    run: {
      list: templates.listTemplates,
      get: templates.getTemplate,
      create: templates.createTemplate,
      patch: templates.patchTemplate,
      remove: templates.archiveTemplate,
    },
  }),
  ...resource({
    path: "/tasks",
    names: ["task", "tasks"],
    tag,
    view: "conversations.view",
    edit: "conversations.reply",
    item: taskSchema,
    create: createTaskSchema,
    patch: patchTaskSchema,
    query: tasksQuerySchema,
    run: {
      list: tasks.listTasks,
      get: tasks.getTask,
      create: tasks.createTask,
      patch: tasks.patchTask,
      remove: tasks.deleteTask,
    },
  }),
  endpoint({
    method: "get",
    path: "/audit-log",
    summary: "Who changed what in the set-up",
    tag,
    permission: "audit.view",
    query: auditQuerySchema,
    result: pageOf(auditEntrySchema),
    run: ({ actor, query }) => readAuditLog(actor, query),
  }),
];
