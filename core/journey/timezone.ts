import { IANAZone } from "luxon";
import { z } from "zod";

const MAXIMUM_KEPT = 1000;

// Asking Intl about a zone takes longer than a whole step of a run.
const known = new Map<string, boolean>();

/** Whether a name is an IANA zone. */
export function isZone(name: string): boolean {
  const answer = known.get(name);
  if (answer !== undefined) return answer;
  if (name.length > 64) return false;
  const valid = IANAZone.isValidZone(name);
  if (known.size >= MAXIMUM_KEPT) known.clear();
  known.set(name, valid);
  return valid;
}

/** Whose zone: the contact's, the workspace's, or a named IANA zone. */
export const timezoneSchema = z
  .string()
  .refine(
    (name) => name === "contact" || name === "workspace" || isZone(name),
    "Write contact, workspace or an IANA zone such as Europe/Vienna",
  );

/** The first of the names that is an IANA zone, else UTC. */
export function firstKnownZone(...names: (string | null | undefined)[]): string {
  return names.find((name) => typeof name === "string" && isZone(name)) ?? "UTC";
}

interface Zones {
  contact: { timezone: string | null };
  workspace: { timezone: string };
}

/** The IANA zone that a choice (`contact`, `workspace` or a zone's name) comes to. */
export function chosenZone(choice: string, { contact, workspace }: Zones): string {
  if (choice === "workspace") return firstKnownZone(workspace.timezone);
  if (choice === "contact") return firstKnownZone(contact.timezone, workspace.timezone);
  return firstKnownZone(choice, workspace.timezone);
}
