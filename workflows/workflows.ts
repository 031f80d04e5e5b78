// All that a worker's workflow bundle holds: Temporal finds workflows by the names exported here.
export { campaign } from "#workflows/campaign.ts";
export { journey } from "#workflows/journey.ts";
export { schedule } from "#workflows/schedule.ts";
