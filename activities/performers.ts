import { performAssign } from "#activities/assign.ts";
import { performHandoff } from "#activities/handoff.ts";
import { performNote } from "#activities/note.ts";
import type { Performers } from "#activities/performer.ts";
import { performResolve } from "#activities/resolve.ts";
import { performSend } from "#activities/send.ts";
import { performUpdate } from "#activities/update.ts";

/** What performs each quick effect. */
export const performers: Performers = {
  send: performSend,
  assign: performAssign,
  handoff: performHandoff,
  note: performNote,
  update: performUpdate,
  resolve: performResolve,
};
