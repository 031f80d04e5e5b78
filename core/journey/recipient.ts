import { z } from "zod";
import type { ReferenceKind } from "#core/journey/reference-kinds.ts";

/**
 * Colleagues by what they are to the conversation. supervisor: the leads of its team, else the workspace's
 * supervisors, else its admins. team: everybody in its team. assignee: whoever has it.
 */
export const STANDINGS = ["supervisor", "team", "assignee"] as const;
export type Standing = (typeof STANDINGS)[number];

const RECIPIENT = /^([a-z][a-z0-9_]{0,62}|[^\s@]+@[^\s@]+\.[^\s@]+)$/;

/** One of `STANDINGS`, else a team's key or an agent's e-mail. */
export const recipientSchema = z
  .string()
  .max(320)
  .regex(RECIPIENT, "Write supervisor, team, assignee, a team’s key or an agent’s e-mail");

export function isStanding(to: string): to is Standing {
  return STANDINGS.some((standing) => standing === to);
}

/** Whether a text names colleagues at all. */
export function isRecipient(to: string): boolean {
  return recipientSchema.safeParse(to).success;
}

/** The team or agent that is named; none for a standing. */
export function recipientReferences(
  path: string,
  to: string,
): { path: string; kind: ReferenceKind; key: string }[] {
  if (isStanding(to)) return [];
  return [{ path, kind: to.includes("@") ? "agent" : "team", key: to }];
}

const WORDS: Record<Standing, string> = {
  supervisor: "a supervisor",
  team: "the team",
  assignee: "whoever has it",
};

/** “a supervisor”, “the team care”, “a@b.co”. */
export function recipientWords(to: string): string {
  if (isStanding(to)) return WORDS[to];
  return to.includes("@") ? to : `the team ${to}`;
}

const NOBODY: Record<Standing, string> = {
  supervisor: "there is no supervisor here",
  team: "the conversation has no team, or nobody is in it",
  assignee: "nobody has the conversation",
};

/** Why there is nobody to tell. */
export function nobodyWords(to: string): string {
  if (isStanding(to)) return NOBODY[to];
  return to.includes("@") ? `nobody here has the address ${to}` : `nobody is in the team ${to}`;
}
