import { performAssign } from "#activities/assign.ts";
import { performEscalate } from "#activities/escalate.ts";
import { performHandoff } from "#activities/handoff.ts";
import { performJourney } from "#activities/journey.ts";
import { performNote } from "#activities/note.ts";
import { performNotify } from "#activities/notify.ts";
import { performNudge } from "#activities/nudge.ts";
import type { Performers } from "#activities/performer.ts";
import { performResolve } from "#activities/resolve.ts";
import { performSend } from "#activities/send.ts";
import { performSla } from "#activities/sla.ts";
import { performTask } from "#activities/task.ts";
import { performUpdate } from "#activities/update.ts";

/** What performs each quick effect. */
export const performers: Performers = {
  send: performSend,
  assign: performAssign,
  handoff: performHandoff,
  escalate: performEscalate,
  nudge: performNudge,
  task: performTask,
  sla: performSla,
  note: performNote,
  notify: performNotify,
  update: performUpdate,
  journey: performJourney,
  resolve: performResolve,
};
