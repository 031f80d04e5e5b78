import { connectionSchema, createConnectionSchema, patchConnectionSchema } from "#core/api/connections.ts";
import { pageQuerySchema } from "#core/api/page.ts";
import * as connections from "#server/connections/connections.ts";
import { resource } from "#server/http/resource.ts";

export const connectionEndpoints = resource({
  path: "/connections",
  names: ["CRM connection", "CRM connections"],
  tag: "Connections",
  view: "channels.view",
  edit: "connections.edit",
  item: connectionSchema,
  create: createConnectionSchema,
  patch: patchConnectionSchema,
  query: pageQuerySchema,
  run: {
    list: connections.listConnections,
    get: connections.getConnection,
    create: connections.createConnection,
    patch: connections.patchConnection,
    remove: connections.removeConnection,
  },
});
