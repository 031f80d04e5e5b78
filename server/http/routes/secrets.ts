import { pageQuerySchema } from "#core/api/page.ts";
import { createSecretSchema, patchSecretSchema, secretSchema } from "#core/api/secrets.ts";
import { resource } from "#server/http/resource.ts";
import * as secrets from "#server/library/secrets.ts";

export const secretEndpoints = resource({
  path: "/secrets",
  names: ["secret", "secrets"],
  tag: "Connections",
  view: "channels.view",
  edit: "connections.edit",
  item: secretSchema,
  create: createSecretSchema,
  patch: patchSecretSchema,
  query: pageQuerySchema,
  run: {
    list: secrets.listSecrets,
    get: secrets.getSecret,
    create: secrets.createSecret,
    patch: secrets.patchSecret,
    remove: secrets.removeSecret,
  },
});
