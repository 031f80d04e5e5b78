import { channelDefinitions } from "#channels/definitions.ts";
import type { Channel } from "#core/channel.ts";
import { readAccountSending } from "#core/sending/account-sending.ts";

/** Messages a second over an account: what its admin set, else what its channel allows; null for no limit. */
export function ratePerSecond(channel: Channel, sending: unknown): number | null {
  const { perSecond } = readAccountSending(sending);
  return perSecond === undefined ? channelDefinitions[channel].limits.perSecond : perSecond;
}
