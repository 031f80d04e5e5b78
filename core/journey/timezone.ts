import { IANAZone } from "luxon";
import { z } from "zod";

function isKnownZone(name: string): boolean {
  return name === "contact" || name === "workspace" || (name.length <= 64 && IANAZone.isValidZone(name));
}

/** Whose zone: the contact's, the workspace's, or a named IANA zone. */
export const timezoneSchema = z
  .string()
  .refine(isKnownZone, "Write contact, workspace or an IANA zone such as Europe/Vienna");

/** The first of the names that is an IANA zone, else UTC. */
export function firstKnownZone(...names: (string | null | undefined)[]): string {
  return names.find((name) => typeof name === "string" && IANAZone.isValidZone(name)) ?? "UTC";
}
