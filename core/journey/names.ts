import { z } from "zod";

/** Keys of the workspace's things, and outlets that an author names. */
export const keySchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, "Use lower-case letters, digits and underscores, beginning with a letter");

/** The name of an entry of `vars`. */
export const variableNameSchema = z
  .string()
  .max(100)
  .regex(
    /^[a-z][A-Za-z0-9]*$/,
    "Use letters and digits, beginning with a lower-case letter, such as preferredTime",
  );

/** A dotted path of a variable, such as `contact.attributes.plan`. */
export const variablePathSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z][\w-]*(\.[\w-]+)*$/, "Write a path such as contact.attributes.renewalDate");

/** Time of day. */
export const clockTimeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write a time of day such as 09:30");

/** Makes a key of a name: “Missed-call recovery” becomes `missed_call_recovery`. */
export function keyFromName(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const key = words
    .join("_")
    .replace(/^[0-9_]+/, "")
    .slice(0, 63)
    .replace(/_+$/, "");
  return key === "" ? "journey" : key;
}
