/** What a worker and the workflow of a schedule agree on. */
export const SCHEDULE_WORKFLOW = "schedule";

/** A tick that was missed while nothing ran is made up for within this; what is older is left out. */
export const CATCH_UP = "12 hours";

/** Which trigger of which journey it is. Ids only: it stands in Temporal's own store. */
export interface ScheduleReference {
  workspaceId: string;
  journeyId: string;
  nodeId: string;
}

export interface ScheduleInput extends ScheduleReference {
  /** The moment it was due, ISO 8601; made by the first execution and handed on. */
  tick?: string;
  /** The contact after which the next page begins. */
  after?: string;
}

export interface ScheduleActivities {
  /** Starts one page of the audience. @returns where the next begins; null at the end */
  startScheduled(input: ScheduleInput & { tick: string }): Promise<{ next: string | null }>;
}
