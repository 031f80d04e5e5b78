import { isRecord } from "#core/json.ts";

/** A text without the secrets that are in it, however JSON spells them. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  const spellings = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return spellings.reduce((kept, each) => (each === "" ? kept : kept.replaceAll(each, "•••")), text);
}

/** Every text in data that is kept secret as a whole, such as a connection's credentials. */
export function textsIn(data: unknown): string[] {
  if (typeof data === "string") return [data];
  if (Array.isArray(data)) return data.flatMap(textsIn);
  return isRecord(data) ? Object.values(data).flatMap(textsIn) : [];
}
