import { uuidv7 } from "uuidv7";
import { channelDefinitions } from "#channels/definitions.ts";
import type { Channel } from "#core/channel.ts";
import { AppError } from "#core/errors.ts";
import type { AccountSending } from "#core/sending/account-sending.ts";
import type { ChannelAccount, Prisma } from "#prisma/generated/client.ts";
import { type Actor, actorId, authorize } from "#server/access/actor.ts";
import { sealContext } from "#server/channels/open-account.ts";
import { isUniqueViolation, type Transaction, transact } from "#server/platform/database.ts";
import { checkSettings, joinCredentials } from "#server/platform/provider-settings.ts";
import { openJson, sealJson } from "#server/platform/secrets.ts";

/** A channel account as callers see it: credentials never come back out. */
export type ShownAccount = Omit<ChannelAccount, "credentialsEncrypted"> & { hasCredentials: boolean };

export interface NewAccount {
  type: Channel;
  provider?: string;
  key: string;
  name: string;
  config?: Record<string, unknown>;
  credentials?: Record<string, unknown>;
  apiBaseUrl?: string | null;
  isDemo?: boolean;
  defaultTeamId?: string | null;
  /** How fast journeys may send over it, and what a message costs. */
  sending?: AccountSending;
}

export type AccountChange = Partial<Omit<NewAccount, "type" | "provider" | "isDemo">> & {
  status?: "active" | "paused";
};

/** Adds a number, mailbox, page or widget. */
export async function createChannelAccount(actor: Actor, account: NewAccount): Promise<ShownAccount> {
  authorize(actor, "channels.edit");
  const definition = channelDefinitions[account.type];
  if (!definition.available)
    throw new AppError("invalid_input", `${definition.title} cannot be connected yet`);
  const provider = account.provider ?? definition.providers[0] ?? "";
  if (!definition.providers.includes(provider)) {
    throw new AppError("invalid_input", `provider must be one of ${definition.providers.join(", ")}`);
  }
  const config = checkSettings(definition.config, account.config ?? {}, "config");
  const credentials = checkSettings(definition.credentials, account.credentials ?? {}, "credentials");
  const id = uuidv7();
  const data = {
    id,
    workspaceId: actor.workspaceId,
    type: account.type,
    provider,
    key: account.key,
    name: account.name,
    config: config as Prisma.InputJsonObject,
    credentialsEncrypted: sealJson(credentials, sealContext(id)),
    apiBaseUrl: account.apiBaseUrl ?? null,
    isDemo: account.isDemo ?? false,
    defaultTeamId: account.defaultTeamId ?? null,
    sending: account.sending ?? {},
  };
  try {
    return await transact(actor, async (tx) => {
      const row = await tx.channelAccount.create({ data });
      await audit(tx, actor, "channel_account.created", id, { type: account.type, key: account.key });
      return shown(row);
    });
  } catch (error) {
    throw keyTaken(error, account.key);
  }
}

/** Changes an account. What is absent stays. @throws AppError `invalid_input` naming the field */
export async function updateChannelAccount(
  actor: Actor,
  accountId: string,
  change: AccountChange,
): Promise<ShownAccount> {
  authorize(actor, "channels.edit");
  try {
    return await transact(actor, async (tx) => {
      const row = await required(tx, accountId);
      const definition = channelDefinitions[row.type];
      const { config, credentials, ...plain } = change;
      const data: Prisma.ChannelAccountUncheckedUpdateInput = { ...plain };
      if (config) data.config = checkSettings(definition.config, config, "config") as Prisma.InputJsonObject;
      const kept = row.credentialsEncrypted ? openJson(row.credentialsEncrypted, sealContext(row.id)) : {};
      const joined = joinCredentials({
        kept: kept as Record<string, unknown>,
        given: credentials,
        address: { before: row.apiBaseUrl, after: change.apiBaseUrl },
      });
      if (joined) {
        const whole = checkSettings(definition.credentials, joined, "credentials");
        data.credentialsEncrypted = sealJson(whole, sealContext(row.id));
      }
      const saved = await tx.channelAccount.update({ where: { id: row.id }, data });
      await audit(tx, actor, "channel_account.updated", row.id, { fields: Object.keys(change) });
      return shown(saved);
    });
  } catch (error) {
    throw keyTaken(error, change.key ?? "");
  }
}

/** Every account in use, oldest first. */
export async function listChannelAccounts(actor: Actor): Promise<ShownAccount[]> {
  authorize(actor, "channels.view");
  const rows = await transact(actor, (tx) =>
    tx.channelAccount.findMany({ where: { archivedAt: null }, orderBy: { id: "asc" } }),
  );
  return rows.map(shown);
}

export async function getChannelAccount(actor: Actor, accountId: string): Promise<ShownAccount> {
  authorize(actor, "channels.view");
  return transact(actor, async (tx) => shown(await required(tx, accountId)));
}

/** Takes an account out of use; what was said over it stays. */
export async function archiveChannelAccount(actor: Actor, accountId: string): Promise<void> {
  authorize(actor, "channels.edit");
  await transact(actor, async (tx) => {
    const row = await required(tx, accountId);
    const key = `${row.key}_archived_${row.id.slice(-12)}`;
    await tx.channelAccount.update({ where: { id: row.id }, data: { archivedAt: new Date(), key } });
    await audit(tx, actor, "channel_account.archived", row.id, {});
  });
}

async function required(tx: Transaction, accountId: string): Promise<ChannelAccount> {
  const row = await tx.channelAccount.findFirst({ where: { id: accountId, archivedAt: null } });
  if (!row) throw new AppError("not_found", "There is no such channel");
  return row;
}

function shown({ credentialsEncrypted, ...row }: ChannelAccount): ShownAccount {
  return { ...row, hasCredentials: credentialsEncrypted !== null };
}

async function audit(
  tx: Transaction,
  actor: Actor,
  action: string,
  subjectId: string,
  change: Prisma.InputJsonObject,
): Promise<void> {
  const { workspaceId, kind: actorKind } = actor;
  await tx.auditEntry.create({
    data: {
      id: uuidv7(),
      workspaceId,
      actorKind,
      actorId: actorId(actor),
      action,
      subjectType: "channel_account",
      subjectId,
      change,
    },
  });
}

function keyTaken(error: unknown, key: string): unknown {
  return isUniqueViolation(error) ? new AppError("already_exists", `The key ${key} is taken`) : error;
}
