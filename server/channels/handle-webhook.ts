import type { OpenAccount, ParsedWebhook, WebhookRequest } from "#channels/inbound.ts";
import { channelInbounds } from "#channels/inbounds.ts";
import { CHANNELS, type Channel } from "#core/channel.ts";
import { AppError } from "#core/errors.ts";
import { systemActor } from "#server/access/actor.ts";
import { loadOpenAccount } from "#server/channels/open-account.ts";
import { normaliseAddress } from "#server/contacts/normalise-address.ts";
import { receiveMessage } from "#server/conversations/receive-message.ts";
import { recordDeliveryStatus } from "#server/conversations/update-delivery.ts";
import { findChannelAccount } from "#server/platform/cross-workspace.ts";
import { transact } from "#server/platform/database.ts";
import { environment } from "#server/platform/env.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface WebhookCall {
  channelType: string;
  accountId: string;
  method: string;
  /** As it reached us; its origin is replaced by the public one. */
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/**
 * Takes a provider's webhook: verified over its raw bytes first, stored durably, then acknowledged.
 * @throws AppError not_found, forbidden (a forged one leaves no trace), invalid_request
 */
export async function handleWebhook(call: WebhookCall): Promise<{ contentType: string; body: string }> {
  const channel = CHANNELS.find((each) => each === call.channelType);
  const inbound = channel && channelInbounds[channel];
  if (!channel || !inbound || !UUID.test(call.accountId)) throw noSuchAccount();
  const account = await findAccount(call.accountId, channel);
  const request = publicRequest(call);
  if (!inbound.verify(request, account)) {
    throw new AppError("forbidden", "The signature does not match this account");
  }
  const parsed = inbound.parse(request, account);
  if (!parsed.ok) throw new AppError("invalid_request", parsed.message);
  await take(channel, account, parsed, request, inbound.keptHeaders);
  return inbound.answer;
}

async function findAccount(accountId: string, channel: Channel): Promise<OpenAccount> {
  const found = await findChannelAccount(accountId);
  if (found?.type !== channel) throw noSuchAccount();
  const actor = systemActor(found.workspaceId, "webhook");
  const account = await transact(actor, (tx) => loadOpenAccount(tx, accountId));
  if (!account) throw noSuchAccount();
  return account;
}

async function take(
  channel: Channel,
  account: OpenAccount,
  parsed: Extract<ParsedWebhook, { ok: true }>,
  request: WebhookRequest,
  keptHeaders: string[],
): Promise<void> {
  const { workspaceId, id: channelAccountId } = account;
  const kept = keptHeaders.flatMap((name) => {
    const value = request.headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const receivedAt = new Date();
  for (const [index, item] of parsed.items.entries()) {
    const externalKey = index === 0 ? parsed.deliveryKey : `${parsed.deliveryKey}#${index}`;
    const delivery = { externalKey, headers: Object.fromEntries(kept), body: request.body };
    if (item.kind === "message") {
      const address = normaliseAddress(item.from.kind, item.from.address);
      const from = { ...item.from, address };
      await receiveMessage({ workspaceId, channel, channelAccountId, receivedAt, delivery, ...item, from });
    } else {
      const messageId = new URL(request.url).searchParams.get("message");
      await recordDeliveryStatus(systemActor(workspaceId, "webhook"), {
        channelAccountId,
        ...item,
        messageId: messageId && UUID.test(messageId) ? messageId : null,
        receivedAt,
        delivery,
      });
    }
  }
}

/** Providers sign the address that they know, not the one a proxy passes on. */
function publicRequest({ method, url, headers, body }: WebhookCall): WebhookRequest {
  const { pathname, search } = new URL(url);
  return { method, url: `${environment().PUBLIC_URL}${pathname}${search}`, headers, body };
}

function noSuchAccount(): AppError {
  return new AppError("not_found", "There is no such channel account");
}
