// The same job as the journey of this bench, as a careful developer writes it by hand: (a) plain activities,
// (b) local activities throughout. Bundled beside the journey workflow into the same worker.
import {
  condition,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
} from "@temporalio/workflow";

export { journey } from "#workflows/journey.ts";

export interface HandWrittenInput {
  runId: string;
  to: string;
  waitFor: number;
  collectFor: number;
}

interface Activities {
  /** Claims the key in Postgres, calls the provider, stores the outcome. */
  claimAndSend(key: string, to: string, text: string): Promise<void>;
}

const answered = defineSignal<[{ messageId: string }]>("answered");

const options = { startToCloseTimeout: "1 minute", retry: { initialInterval: "200 milliseconds" } } as const;
const plain = proxyActivities<Activities>(options);
const local = proxyLocalActivities<Activities>(options);

export const plainActivities = (input: HandWrittenInput) => job(input, plain.claimAndSend);
export const localActivities = (input: HandWrittenInput) => job(input, local.claimAndSend);

async function job(
  { runId, to, waitFor, collectFor }: HandWrittenInput,
  send: Activities["claimAndSend"],
): Promise<void> {
  const answers: string[] = [];
  setHandler(answered, ({ messageId }) => {
    answers.push(messageId);
  });
  await send(`${runId}:1`, to, "one");
  await send(`${runId}:2`, to, "two");
  await sleep(waitFor);
  await send(`${runId}:3`, to, "three");
  if (!(await condition(() => answers.length > 0, "1 hour"))) return;
  // A burst of messages is one answer.
  await sleep(collectFor);
  await send(`${runId}:4`, to, `four: ${answers.length}`);
  await send(`${runId}:5`, to, "five");
}
