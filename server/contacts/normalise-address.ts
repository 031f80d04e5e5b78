import { parsePhoneNumberFromString } from "libphonenumber-js";
import type { IdentityKind } from "#prisma/generated/enums.ts";

/**
 * The one form in which an address is stored and compared: E.164, lower-case e-mail, or a provider's id as given.
 * Short codes and sender names stay as they are.
 */
export function normaliseAddress(kind: IdentityKind, address: string): string {
  const trimmed = address.trim();
  if (kind === "email") return trimmed.toLowerCase();
  if (kind === "phone") return parsePhoneNumberFromString(trimmed)?.number ?? trimmed;
  return trimmed;
}

/** A phone number as a person types it, in E.164; null when it cannot be one. */
export function phoneOf(text: string): string | null {
  const parsed = parsePhoneNumberFromString(text.trim());
  return parsed?.isPossible() ? parsed.number : null;
}

/** An e-mail address in lower case; null when it cannot be one. */
export function emailOf(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  return /^[^\s@<>]{1,64}@[^\s@<>]+\.[^\s@<>.]+$/.test(trimmed) && trimmed.length <= 254 ? trimmed : null;
}
