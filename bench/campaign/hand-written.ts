// One campaign's recipient, as a careful developer writes it by hand: a workflow each. Bundled beside the product's
// workflows into the same worker.
import { condition, defineSignal, proxyActivities, setHandler } from "@temporalio/workflow";

export { campaign } from "#workflows/campaign.ts";
export { journey } from "#workflows/journey.ts";

interface Activities {
  /** Claims the key in Postgres, calls the provider, stores the outcome. */
  claimAndSend(key: string, to: string, text: string): Promise<void>;
}

const answered = defineSignal<[{ messageId: string }]>("answered");
const { claimAndSend } = proxyActivities<Activities>({
  startToCloseTimeout: "1 minute",
  retry: { initialInterval: "200 milliseconds" },
});

/** Sends, waits for a reply or time, and sends one thing or the other. */
export async function recipient({ runId, to, waitFor }: { runId: string; to: string; waitFor: number }) {
  let replies = 0;
  setHandler(answered, () => {
    replies += 1;
  });
  await claimAndSend(`${runId}:1`, to, "offer");
  const replied = await condition(() => replies > 0, waitFor);
  await claimAndSend(`${runId}:2`, to, replied ? "thanks" : "reminder");
}
