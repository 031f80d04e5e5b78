import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  defineUpdate,
  proxyActivities,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import {
  type CampaignActivities,
  type CampaignInput,
  type CampaignOrder,
  type CampaignStatus,
  STEER_UPDATE,
} from "#core/campaigns/campaign.ts";
import { batchSize, nextBatchAt } from "#core/campaigns/pace.ts";
import { UNAVAILABLE } from "#core/journey/wake.ts";

export const steerUpdate = defineUpdate<CampaignStatus, [CampaignOrder]>(STEER_UPDATE);

const OUTAGE_PAUSE = 5_000;

const { listRecipients, launchBatch } = proxyActivities<CampaignActivities>({
  startToCloseTimeout: "5 minutes",
  heartbeatTimeout: "30 seconds",
  retry: { initialInterval: "500 milliseconds", maximumInterval: "10 seconds", maximumAttempts: 5 },
});
const { steerCampaign } = proxyActivities<CampaignActivities>({
  startToCloseTimeout: "1 minute",
  retry: { initialInterval: "500 milliseconds", maximumInterval: "30 seconds" },
});

interface Steering {
  order: CampaignOrder;
  status?: CampaignStatus;
}

/**
 * Lists the audience of a campaign as recipients and starts them in cohorts, no faster than its rate. Who was
 * started is known to Postgres alone; this workflow says when, and does one thing at a time: an order is carried
 * out between two batches, so that nobody is started after a pause was answered.
 */
export async function campaign(input: CampaignInput): Promise<void> {
  const { workspaceId, campaignId } = input;
  const reference = { workspaceId, campaignId };
  const now: CampaignInput = { ...input };
  const orders: Steering[] = [];
  let ended = false;

  setHandler(
    steerUpdate,
    async (order) => {
      const steering: Steering = { order };
      orders.push(steering);
      await condition(() => steering.status !== undefined || ended);
      if (!steering.status) throw refusal("The campaign has come to its end meanwhile.");
      return steering.status;
    },
    {
      validator: (order) => {
        if (ended) throw refusal("The campaign has come to its end.");
        if (order.action === "pause" && now.paused) throw refusal("The campaign is paused already.");
        if (order.action === "resume" && !now.paused) throw refusal("The campaign is not paused.");
      },
    },
  );

  const obey = async (steering: Steering) => {
    const { order } = steering;
    steering.status = await steerCampaign({ ...reference, order });
    now.paused = steering.status === "paused";
    if (order.action === "cancel") ended = true;
  };

  const goOn = async () => {
    if (!now.listed) {
      now.listed = await listRecipients(reference);
      return;
    }
    const size = batchSize(now.ratePerSecond);
    const began = Date.now();
    const { started, state } = await launchBatch({ ...reference, batch: now.batch, size });
    now.batch += 1;
    now.nextAt = nextBatchAt(began, started, now.ratePerSecond);
    if (state === "stopped") now.paused = true;
    if (state === "done") ended = true;
  };

  while (!ended) {
    const steering = orders.shift();
    if (steering) {
      await obey(steering);
      continue;
    }
    if (isLong(now)) {
      await condition(() => orders.length > 0 || allHandlersFinished());
      if (orders.length === 0) await continueAsNew<typeof campaign>(now);
      continue;
    }
    const wait = Math.max(now.startAt, now.nextAt) - Date.now();
    if (now.paused) await condition(() => orders.length > 0);
    else if (wait > 0) await condition(() => orders.length > 0, wait);
    else {
      try {
        await goOn();
      } catch (error) {
        if (!(error instanceof ActivityFailure)) throw error;
        if (isOutage(error)) now.nextAt = Date.now() + OUTAGE_PAUSE;
        else await obey({ order: { action: "pause", reason: reasonOf(error) } });
      }
    }
  }
  await condition(allHandlersFinished);
}

function refusal(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, "Refused");
}

function isLong({ continueAfter }: CampaignInput): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || (continueAfter !== undefined && historyLength >= continueAfter);
}

function isOutage({ cause }: ActivityFailure): boolean {
  return cause instanceof ApplicationFailure && cause.type === UNAVAILABLE;
}

function reasonOf({ cause }: ActivityFailure): string {
  return cause instanceof ApplicationFailure
    ? `It could not go on: ${cause.message}`
    : "It could not go on: starting recipients took too long.";
}
