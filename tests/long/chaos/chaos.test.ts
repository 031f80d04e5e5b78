import { afterAll, beforeAll, expect, it } from "vitest";
import type { Campaign } from "#core/api/campaigns.ts";
import type { Contact } from "#core/api/contacts.ts";
import type { MissedMessages } from "#core/api/missed-messages.ts";
import type { RunOperation } from "#core/api/run-operations.ts";
import type { Run } from "#core/api/runs.ts";
import type { SimulateInput, SimulationReport } from "#core/api/simulate.ts";
import { makeRandom } from "#prisma/demo/random.ts";
import type { Fault, SentMessage } from "#tests/emulators/twilio/emulator.ts";
import { Delivery } from "#tests/long/chaos/delivery.ts";
import { startKiller } from "#tests/long/chaos/killer.ts";
import { pick } from "#tests/long/chaos/pick.ts";
import { ORDER, startWorld, type World } from "#tests/long/chaos/world.ts";

const COUNT = Number(process.env.CHAOS_RUNS ?? 1_000);
const SEED = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 1e9));
/** Three of four runs are a campaign's, in cohorts; of the others a quarter are conversations, the rest follow orders. */
const INVITED = Math.round(COUNT * 0.75);
const CONVERSATIONS = Math.round((COUNT - INVITED) / 4);
const KILLS = Math.min(4 + Math.round(COUNT / 500), 24);
const BETWEEN_KILLS = 12_000;
const AT_ONCE = 60;

/** What customers of each kind answer, one after the other. */
const ANSWERS = [["3"], ["12"], ["banana", "7"]] as const;

interface Expected {
  sends: string[];
  reason: string;
}

interface Customer {
  number: string;
  kind: "order" | "conversation" | "invited";
  answers: readonly string[];
  answered: number;
  expected: Expected;
}

const random = makeRandom(SEED);
const delivery = new Delivery(random);
const customers = new Map<string, Customer>();
/** Requests that the provider never took and never answered, or took and never answered. */
const silences = { before: 0, after: 0 };
/** The provider is well again. */
let isCalm = false;
let world: World;
let campaignId: string;

beforeAll(async () => {
  world = await startWorld(fault);
  const numbers = Array.from({ length: COUNT }, (_, index) => `+1415${2_010_000 + index}`);
  const { order, campaign } = world.journeys;
  const ordered = await expectedOf(order, { events: [{ kind: "event", name: ORDER }] });
  const invited = await expectedOf(campaign, { events: [{ kind: "event", name: "chaos.never" }] });
  const conversations = await Promise.all(ANSWERS.map(expectedOfAnswers));
  for (const [index, number] of numbers.entries()) {
    const answers = pick(random, ANSWERS);
    const kind = index < INVITED ? "invited" : index < INVITED + CONVERSATIONS ? "conversation" : "order";
    const talk = conversations[ANSWERS.indexOf(answers)] as Expected;
    const expected = { invited, order: ordered, conversation: talk }[kind];
    customers.set(number, { number, kind, answers, answered: 0, expected });
  }
  campaignId = await prepareCampaign();
}, 600_000);

afterAll(() => world?.stop());

/** Those who are invited are known already, by a tag. */
async function prepareCampaign(): Promise<string> {
  const waiting = [...customers.values()].filter(({ kind }) => kind === "invited");
  const lane = async () => {
    for (let customer = waiting.pop(); customer; customer = waiting.pop())
      await world.call("POST", "/contacts", { phone: customer.number, tags: ["invited"] });
  };
  await Promise.all(Array.from({ length: 10 }, lane));
  const condition = { field: "contact.tags", op: "hasAny", value: ["invited"] };
  const audience = await world.call<{ id: string }>("POST", "/audiences", { name: "Invited", condition });
  const campaign = { name: "Invitation", journey: world.journeys.campaign, audience: audience.id };
  return (await world.call<Campaign>("POST", "/campaigns", campaign)).id;
}

const readCampaign = () => world.call<Campaign>("GET", `/campaigns/${campaignId}`);

/** Launched until it is known to be: an answer may be lost, and a second launch is refused. */
async function launch(): Promise<void> {
  const attempt = async () => {
    await world.status("POST", `/campaigns/${campaignId}/launch`, { confirmedCount: INVITED }).catch(() => 0);
    return readCampaign().then(
      ({ status }) => status,
      () => "draft",
    );
  };
  await expect.poll(attempt, { timeout: 120_000, interval: 1_000 }).not.toBe("draft");
}

function fault(): Fault | undefined {
  if (isCalm) return undefined;
  const chance = random();
  if (chance < 0.002) {
    silences.before += 1;
    return { kind: "hangBefore" };
  }
  if (chance < 0.006) {
    silences.after += 1;
    return chance < 0.004 ? { kind: "hangAfter" } : { kind: "resetAfter" };
  }
  if (chance < 0.016) return { kind: "rateLimit", retryAfter: 1 };
  if (chance < 0.026) return { kind: "error", status: 503, code: 20503 };
  return undefined;
}

/** What the pure core says comes of a run. */
async function expectedOf(journeyId: string, simulation: SimulateInput): Promise<Expected> {
  const contact = { phone: "+14152009999" };
  const report = await world.call<SimulationReport>("POST", `/journeys/${journeyId}/simulate`, {
    contact,
    ...simulation,
  });
  expect(report.end, report.reason).toBe("exited");
  return { sends: report.sends.map(({ text }) => text ?? ""), reason: report.reason };
}

function expectedOfAnswers(answers: readonly string[]): Promise<Expected> {
  const account = world.account.key;
  const said = ["Hello", ...answers].map((text, index) => ({
    kind: "message" as const,
    text,
    account,
    channel: "sms" as const,
    at: `PT${index * 60 + 1}S`,
  }));
  return expectedOf(world.journeys.conversation, { events: said });
}

/** The provider took a message: its status is called back, and whoever is asked answers. */
function react(sent: SentMessage): void {
  void delivery.deliver(async () => (await world.provider.callBack(sent, "delivered"))?.status ?? 200);
  const customer = customers.get(sent.to);
  const isQuestion = sent.body === "How many are you?" || sent.body === "A number, please";
  if (!customer || !isQuestion) return;
  const answer = customer.answers[customer.answered++];
  if (answer !== undefined) void delivery.deliver(world.says(customer.number, answer));
}

/** Begins what each customer wants, so many at a time. */
async function beginAll(): Promise<void> {
  const waiting = [...customers.values()].filter(({ kind }) => kind !== "invited").sort(() => random() - 0.5);
  const lane = async () => {
    for (let customer = waiting.pop(); customer; customer = waiting.pop()) await begin(customer);
  };
  await Promise.all([launch(), ...Array.from({ length: AT_ONCE }, lane)]);
}

function begin({ number, kind }: Customer): Promise<void> {
  if (kind === "conversation") return delivery.deliver(world.says(number, "Hello"));
  const event = { name: ORDER, contact: { phone: number }, idempotencyKey: `order ${number}` };
  return delivery.deliver(() => world.status("POST", "/events", event));
}

async function readRuns(): Promise<Run[]> {
  return world.all<Run>("/runs").catch(() => []);
}

/** Runs that have not come to their exit, in words. */
async function notYetLeft(): Promise<string[]> {
  const open = (await readRuns()).filter(({ status }) => status !== "exited");
  return open.map(({ id, status, nodeId, reason }) => `${id} ${status} ${nodeId} ${reason}`);
}

const isOver = ({ status }: Run) => ["completed", "exited", "stopped", "stuck"].includes(status);

/** One that is under way, in words; reading them all is work for the very machine that is to get done. */
async function anyUnderWay(): Promise<string | undefined> {
  const query = "/runs?status=running,waiting,held,paused&limit=1";
  const page = await world.call<{ data: Run[] }>("GET", query).catch(() => undefined);
  if (page === undefined) return "Nobody answers";
  const [run] = page.data;
  return run && `${run.id} is ${run.status} at ${run.nodeId}`;
}

/** Waits until every run has ended or is stuck. */
async function allAtEnd(limit: number): Promise<Run[]> {
  let runs: Run[] = [];
  await expect
    .poll(
      async () => {
        const underWay = await anyUnderWay();
        if (underWay !== undefined) return underWay;
        runs = await readRuns();
        return `${runs.filter(isOver).length} of ${runs.length}`;
      },
      { timeout: limit, interval: 3_000 },
    )
    .toBe(`${COUNT} of ${COUNT}`);
  return runs;
}

/** Of each customer, what the provider accepted of what it should, and of what it should not. */
function wrongSends(): string[] {
  const accepted = new Map<string, string[]>();
  for (const { to, body } of world.provider.accepted) accepted.set(to, [...(accepted.get(to) ?? []), body]);
  return [...customers.values()].flatMap(({ number, expected }) => {
    const got = JSON.stringify([...(accepted.get(number) ?? [])].sort());
    const wanted = JSON.stringify([...expected.sends].sort());
    return got === wanted ? [] : [`${number}: ${got} instead of ${wanted}`];
  });
}

it(
  `loses and doubles nothing in ${COUNT} runs while every part is killed at random (seed ${SEED})`,
  async () => {
    const { provider, folder } = world;
    provider.onAccepted = react;
    const killer = startKiller(folder, { random, everyMilliseconds: BETWEEN_KILLS, most: KILLS });
    await beginAll();
    await allAtEnd(COUNT * 600 + 300_000);
    await killer.stop();
    await delivery.settled();

    // What is left after every status was called back is what the provider never had: a person sends it again.
    const stuck = (await allAtEnd(300_000)).filter(({ status }) => status === "stuck");
    expect(stuck.filter(({ reason }) => !reason)).toEqual([]);
    isCalm = true;
    if (stuck.length > 0) {
      await world.call<RunOperation>("POST", "/runs/control", {
        filter: { stuckCode: "unknown_outcome" },
        action: "retry",
        resendUnknown: true,
        ...(stuck.length > 100 ? { confirmCount: stuck.length } : {}),
      });
      await expect.poll(notYetLeft, { timeout: 120_000, interval: 3_000 }).toEqual([]);
      await delivery.settled();
    }

    expect(wrongSends()).toEqual([]);
    const reasons = new Map((await readRuns()).map(({ contact, reason }) => [contact.id, reason]));
    const contacts = await world.all<Contact>("/contacts");
    const wrong = contacts.flatMap((contact) => {
      const number = contact.identities.find(({ channel }) => channel === "sms")?.address ?? "";
      const customer = customers.get(number);
      const orders = contact.attributes.orders;
      const isRight =
        customer !== undefined &&
        reasons.get(contact.id) === customer.expected.reason &&
        orders === (customer.kind === "conversation" ? undefined : 1);
      return isRight ? [] : [{ number, reason: reasons.get(contact.id), orders }];
    });
    expect(wrong).toEqual([]);
    const ended = { listed: true, pending: 0, started: INVITED, skipped: 0, failed: 0 };
    await expect
      .poll(readCampaign, { timeout: 60_000, interval: 2_000 })
      .toMatchObject({ status: "completed", progress: ended });
    // Whatever was killed: no customer waits whom nobody has.
    const missed = () => world.call<MissedMessages>("GET", "/metrics/missed-messages");
    await expect.poll(async () => (await missed()).count, { timeout: 180_000, interval: 3_000 }).toBe(0);
    expect(contacts).toHaveLength(COUNT);
    expect(killer.killed.length).toBe(KILLS);
    console.log(
      `killed ${killer.killed.join(", ")}; ${silences.before + silences.after} requests without an answer, ` +
        `${stuck.length} runs told by a person; ${delivery.repeats} deliveries repeated`,
    );
  },
  COUNT * 900 + 900_000,
);
