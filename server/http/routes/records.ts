import {
  createRecordSchema,
  patchRecordSchema,
  recordSchema,
  recordsQuerySchema,
} from "#core/api/records.ts";
import { resource } from "#server/http/resource.ts";
import * as records from "#server/records/records.ts";

export const recordEndpoints = resource({
  path: "/records",
  names: ["record", "records"],
  tag: "Contacts",
  view: "contacts.view",
  edit: "contacts.edit",
  item: recordSchema,
  create: createRecordSchema,
  patch: patchRecordSchema,
  query: recordsQuerySchema,
  run: {
    list: records.listRecords,
    get: records.getRecord,
    create: records.createRecord,
    patch: records.patchRecord,
    remove: records.deleteRecord,
  },
});
