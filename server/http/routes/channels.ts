import { randomBytes } from "node:crypto";
import type { z } from "zod";
import {
  type ChannelAccount,
  channelAccountSchema,
  channelsQuerySchema,
  createChannelSchema,
  patchChannelSchema,
} from "#core/api/channels.ts";
import type { Page } from "#core/api/page.ts";
import { AppError } from "#core/errors.ts";
import { keyFromName } from "#core/journey/names.ts";
import { toChannelAccounts } from "#server/channels/channel-view.ts";
import {
  archiveChannelAccount,
  createChannelAccount,
  getChannelAccount,
  listChannelAccounts,
  type ShownAccount,
  updateChannelAccount,
} from "#server/channels/save-account.ts";
import { type Caller, endpoint } from "#server/http/endpoint.ts";
import { resource } from "#server/http/resource.ts";

const tag = "Channels";

export const channelEndpoints = [
  ...resource({
    path: "/channels",
    names: ["channel account", "channel accounts"],
    tag,
    view: "channels.view",
    edit: "channels.edit",
    item: channelAccountSchema,
    create: createChannelSchema,
    patch: patchChannelSchema,
    query: channelsQuerySchema,
    run: { list, get, create, patch, remove: archiveChannelAccount },
  }),
  endpoint({
    method: "put",
    path: "/channels/{id}",
    summary: "Change: channel account (as PATCH does)",
    tag,
    permission: "channels.edit",
    body: patchChannelSchema,
    result: channelAccountSchema,
    run: ({ actor, params, body }) => patch(actor, params.id, body),
  }),
];

/** A workspace has tens of accounts, so a page is cut from the whole list. */
async function list(
  actor: Caller,
  { cursor, limit, type, demo }: z.output<typeof channelsQuerySchema>,
): Promise<Page<ChannelAccount>> {
  const rows = (await listChannelAccounts(actor))
    .filter((row) => !type?.length || type.includes(row.type))
    .filter((row) => demo === undefined || row.isDemo === demo);
  const start = cursor === undefined ? 0 : rows.findIndex((row) => row.id === cursor) + 1;
  if (cursor !== undefined && start === 0) {
    throw new AppError("invalid_request", "cursor is not one that this list gave out");
  }
  const page = rows.slice(start, start + limit);
  const nextCursor = rows.length > start + limit ? (page.at(-1)?.id ?? null) : null;
  return { data: await toChannelAccounts(actor, page), nextCursor };
}

async function get(actor: Caller, id: string): Promise<ChannelAccount> {
  return present(actor, await getChannelAccount(actor, id));
}

async function create(actor: Caller, given: z.output<typeof createChannelSchema>): Promise<ChannelAccount> {
  const key = given.key ?? keyFromName(given.name);
  // A widget's site need not sign who its users are: until it does, nobody knows the secret it would sign with.
  const made = given.type === "webchat" ? { identitySecret: randomBytes(32).toString("base64url") } : {};
  const credentials = { ...made, ...given.credentials };
  return present(actor, await createChannelAccount(actor, { ...given, key, credentials }));
}

async function patch(
  actor: Caller,
  id: string,
  given: z.output<typeof patchChannelSchema>,
): Promise<ChannelAccount> {
  return present(actor, await updateChannelAccount(actor, id, given));
}

async function present(actor: Caller, row: ShownAccount): Promise<ChannelAccount> {
  const [account] = await toChannelAccounts(actor, [row]);
  if (!account) throw new AppError("not_found", "There is no such channel.");
  return account;
}
