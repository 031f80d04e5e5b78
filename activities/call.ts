import { failed, type SlowPerformer, type SlowRequest, tryAgain } from "#activities/slow-performer.ts";
import type { VoiceProvider } from "#channels/voice/provider.ts";
import { durationToMilliseconds } from "#core/duration/duration.ts";
import type { EffectOutcome } from "#core/journey/effect.ts";
import { systemActor } from "#server/access/actor.ts";
import { checkCalling } from "#server/calls/check-calling.ts";
import { findVoiceAccount, type VoiceAccount } from "#server/calls/find-voice-account.ts";
import { environment } from "#server/platform/env.ts";

/** Places a call. How it comes out is told later, as an answer to the visit. */
export function createCallPerformer(
  findProvider: (name: string) => VoiceProvider | undefined,
): SlowPerformer<"call"> {
  return async (request) => {
    const { workspaceId, effect, facts } = request;
    const { phone } = facts.contact;
    if (!phone) return failed("no_phone", "The customer has no phone number.");
    const account = await findVoiceAccount(systemActor(workspaceId, "engine"), effect.account);
    const provider = account && findProvider(account.provider);
    if (!account || !provider) {
      const reason = "No voice channel can make calls: connect one under Settings, Channels.";
      return failed("no_voice_provider", reason);
    }
    const verdict = await checkCalling(request, account.isPaused);
    if (verdict.kind === "later") {
      const { at, code, reason } = verdict;
      return { status: "later", at, code, reason };
    }
    if (verdict.kind === "suppressed") {
      return { status: "suppressed", code: verdict.code, reason: verdict.reason };
    }
    return place(provider, account, phone, request);
  };
}

async function place(
  provider: VoiceProvider,
  account: VoiceAccount,
  to: string,
  { effect, key, interrupted, signal }: SlowRequest<"call">,
): Promise<EffectOutcome> {
  const { say, gather, transferTo, voicemail } = effect;
  const placed = await provider.place(
    account,
    {
      key,
      to,
      say,
      ...(gather ? { gather: { ...gather, timeout: durationToMilliseconds(gather.timeout) } } : {}),
      ...(transferTo ? { transferTo } : {}),
      ...(voicemail ? { voicemail } : {}),
      statusCallbackUrl: `${environment().PUBLIC_URL}/api/webhooks/voice/${account.id}`,
      repeated: interrupted,
    },
    signal,
  );
  if (placed.kind === "placed") return { status: "done", result: { callId: placed.externalId } };
  if (placed.kind === "unknown") return { status: "unknown", reason: placed.reason };
  if (placed.retryable) throw tryAgain(placed.message, placed.retryAfter);
  return failed(placed.code, placed.message);
}
