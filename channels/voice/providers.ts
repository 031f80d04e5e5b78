import type { VoiceProvider } from "#channels/voice/provider.ts";

/** Those that can make calls, by the provider of their channel accounts. */
const providers: Readonly<Record<string, VoiceProvider>> = {};

/** The provider of an account; undefined where none can make calls for it. */
export function findVoiceProvider(name: string): VoiceProvider | undefined {
  return Object.hasOwn(providers, name) ? providers[name] : undefined;
}
