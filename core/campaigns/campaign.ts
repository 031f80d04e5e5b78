/** What a person may do to a campaign that was launched. `cancel` may also stop the runs under way. */
export type CampaignOrder =
  | { action: "pause"; reason?: string }
  | { action: "resume" }
  | { action: "cancel"; stopRuns: boolean; reason?: string };

/** As in Postgres: launching while recipients are started, running once all of them were. */
export type CampaignStatus =
  | "draft"
  | "scheduled"
  | "launching"
  | "running"
  | "paused"
  | "completed"
  | "cancelled";

/** How far a campaign is, also over continue-as-new. Everything else is in Postgres. */
export interface CampaignInput {
  workspaceId: string;
  campaignId: string;
  /** Epoch milliseconds before which nothing happens. */
  startAt: number;
  /** Recipients a second, at most; null: as fast as they can be started. */
  ratePerSecond: number | null;
  /** The audience has been listed as recipients. */
  listed: boolean;
  /** Number of the batch that is started next, from 0. */
  batch: number;
  /** Epoch milliseconds before which the rate allows no further batch. */
  nextAt: number;
  paused: boolean;
  /** Continue as new after this many history events, where the server does not suggest it before. */
  continueAfter?: number;
}

export interface CampaignReference {
  workspaceId: string;
  campaignId: string;
}

export interface LaunchedBatch {
  /** Runs that were started; the others of the batch were skipped. */
  started: number;
  /** going: there are more; done: everybody was started; stopped: it was paused meanwhile, with the reason. */
  state: "going" | "done" | "stopped";
}

/** The activities of the campaign workflow. Each may be repeated after a crash: nobody is started twice. */
export interface CampaignActivities {
  /** Lists a stretch of the audience as recipients; true when all are listed. */
  listRecipients(input: CampaignReference): Promise<boolean>;
  launchBatch(input: CampaignReference & { batch: number; size: number }): Promise<LaunchedBatch>;
  /** Writes down what a person ordered, or why the campaign cannot go on. */
  steerCampaign(input: CampaignReference & { order: CampaignOrder }): Promise<CampaignStatus>;
}

export const CAMPAIGN_WORKFLOW = "campaign";
export const STEER_UPDATE = "steer";

export function campaignWorkflowId(campaignId: string): string {
  return `campaign-${campaignId}`;
}
