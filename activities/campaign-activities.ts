import { Context } from "@temporalio/activity";
import { ApplicationFailure } from "@temporalio/common";
import type { CampaignActivities } from "#core/campaigns/campaign.ts";
import { isAppError } from "#core/errors.ts";
import { UNAVAILABLE } from "#core/journey/wake.ts";
import { launchBatch } from "#server/campaigns/launch-batch.ts";
import { listRecipients } from "#server/campaigns/list-recipients.ts";
import { steerCampaign } from "#server/campaigns/steer-campaign.ts";
import { isOutage } from "#server/relay/outage.ts";

/** Pages of an audience that one activity lists: few enough for an order to be heard soon. */
const PAGES = 10;

/** What the campaign workflow does through Postgres, as a worker registers it. */
export function createCampaignActivities(): CampaignActivities {
  return {
    listRecipients: (input) =>
      told(async () => {
        for (let page = 1; page <= PAGES; page++) {
          if (await listRecipients(input)) return true;
          Context.current().heartbeat();
        }
        return false;
      }),
    launchBatch: (input) => told(() => launchBatch(input)),
    steerCampaign: (input) => told(() => steerCampaign(input)),
  };
}

/** Tells the workflow what kind of failure it is: one to wait out, one for a person, or one to try again. */
async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isOutage(error)) throw ApplicationFailure.create({ type: UNAVAILABLE, message: "Postgres is away" });
    if (isAppError(error)) throw ApplicationFailure.nonRetryable(error.message, error.code);
    throw error;
  }
}
