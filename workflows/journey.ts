import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  isCancellation,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  TimeoutFailure,
  workflowInfo,
} from "@temporalio/workflow";
import { Cohort } from "#core/journey/cohort.ts";
import type { RunStatus } from "#core/journey/run.ts";
import {
  type CarryItem,
  CONTROL_UPDATE,
  CONTROLS_SIGNAL,
  type ControlRequest,
  type ControlsSignal,
  INBOUND_SIGNAL,
  type InboundSignal,
  type JourneyActivities,
  type JourneyInput,
  type RestingRun,
  type SlowWork,
  STATE_QUERY,
  UNAVAILABLE,
} from "#core/journey/wake.ts";

// A change to what this workflow does in an order that a stored history can tell goes behind `patched("name")`;
// tests/replay holds histories of every release and fails where one was forgotten.

export const inboundSignal = defineSignal<[InboundSignal]>(INBOUND_SIGNAL);
export const controlsSignal = defineSignal<[ControlsSignal]>(CONTROLS_SIGNAL);
export const controlUpdate = defineUpdate<RunStatus | null, [ControlRequest]>(CONTROL_UPDATE);
export const stateQuery = defineQuery<RestingRun[]>(STATE_QUERY);

const ACTIONS: readonly string[] = ["hold", "release", "pause", "resume", "retry", "skip", "migrate", "stop"];
/** Batches of one cohort that may be carried at once, so that a slow one does not hold up the others. */
const LANES = 4;
const SINGLE_GRID = 100;
const COHORT_GRID = 1_000;
/** Milliseconds for which the slow lane waits when Postgres is away. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

const alone = proxyLocalActivities<Pick<JourneyActivities, "carry">>({
  startToCloseTimeout: "1 minute",
  localRetryThreshold: "5 seconds",
  retry: { initialInterval: "200 milliseconds", maximumAttempts: 3 },
});
const inCohort = (attempts: number) =>
  proxyActivities<Pick<JourneyActivities, "carry">>({
    startToCloseTimeout: "10 minutes",
    heartbeatTimeout: "20 seconds",
    retry: { initialInterval: "500 milliseconds", maximumInterval: "10 seconds", maximumAttempts: attempts },
  });
const lone = inCohort(3);
// Of many the poisoned one is looked for soon: a neighbour that is split off by mistake loses nothing.
const together = inCohort(2);
const { park } = proxyActivities<Pick<JourneyActivities, "park">>({
  startToCloseTimeout: "30 seconds",
  retry: { initialInterval: "1 second", maximumInterval: "1 minute" },
});

/**
 * Holds the rests of a cohort of 1 to 200 runs and wakes them: at their deadlines, for events, for control.
 * The walking is done by the activity `carry`; this workflow never fails for a run's sake, and ends when all
 * its runs have ended.
 */
export async function journey(input: JourneyInput): Promise<void> {
  const cohort = new Cohort(input.runs);
  const single = input.size === 1;
  const timer = new SharedTimer();
  let lanes = 0;
  let slow = 0;
  let woken = false;
  const wake = () => {
    woken = true;
  };

  setHandler(inboundSignal, ({ runId, event }) => {
    cohort.receive(runId, event);
    wake();
  });
  setHandler(controlsSignal, ({ runs, ...control }) => {
    for (const { runId, id } of runs) cohort.receive(runId, { kind: "control", ...control, id });
    wake();
  });
  setHandler(stateQuery, () => cohort.runs());
  setHandler(
    controlUpdate,
    async (request) => {
      const { runId, ...control } = request;
      cohort.receive(runId, { kind: "control", ...control });
      wake();
      await condition(() => !cohort.isPending(runId, control.id));
      return cohort.statusOf(runId) ?? null;
    },
    { validator: (request) => refuseBadControl(cohort, request) },
  );

  async function carryBatch(items: CarryItem[]): Promise<void> {
    const { carry } = single ? alone : items.length === 1 ? lone : together;
    try {
      const { rests } = await carry({ workspaceId: input.workspaceId, items });
      cohort.settle(rests, Date.now());
    } catch (error) {
      if (isCancellation(error)) throw error;
      const [first] = items;
      if (isUnavailable(error)) cohort.postpone(items, Date.now());
      else if (items.length > 1) {
        const middle = Math.ceil(items.length / 2);
        const halves = [items.slice(0, middle), items.slice(middle)];
        // The half without the poisoned run need not wait for the other.
        if (patched("halves-together")) await Promise.all(halves.map(carryBatch));
        else for (const half of halves) await carryBatch(half);
      } else if (first) {
        const parked = await park({
          workspaceId: input.workspaceId,
          runId: first.runId,
          reason: reasonOf(error),
          events: first.events,
        });
        cohort.settle([parked], Date.now());
      }
    }
  }

  async function performSlow(runId: string, work: SlowWork): Promise<void> {
    const { perform } = proxyActivities<Pick<JourneyActivities, "perform">>({
      startToCloseTimeout: work.timeout,
      heartbeatTimeout: Math.min(work.timeout, 30_000),
      retry: { initialInterval: "1 second", maximumInterval: "1 minute", maximumAttempts: work.attempts },
    });
    let failure: string | undefined;
    for (let outages = 0; ; outages += 1) {
      try {
        await perform({ workspaceId: input.workspaceId, runId, key: work.key });
      } catch (error) {
        if (isCancellation(error)) throw error;
        // Its attempts are for what the effect meets; while Postgres is away none is used up.
        if (isUnavailable(error) && patched("slow-outlasts-outages")) {
          await sleep(Math.min(FIRST_PAUSE * 2 ** outages, LONGEST_PAUSE));
          if (cohort.performs(runId, work.key)) continue;
          return;
        }
        failure = reasonOf(error);
      }
      break;
    }
    // The run was told to skip it, and waits for another effect by now.
    if (!cohort.performs(runId, work.key) && patched("slow-by-key")) return;
    cohort.finishSlow(runId, Date.now(), failure);
  }

  const failures: unknown[] = [];
  const track = (work: Promise<void>, done: () => void) => {
    work
      .catch((error: unknown) => failures.push(error))
      .finally(() => {
        done();
        wake();
      });
  };

  for (;;) {
    if (failures.length > 0) throw failures[0];
    woken = false;
    const draining = isLong(input);
    if (lanes < (single ? 1 : LANES)) {
      const items = cohort.takeDue(Date.now(), draining);
      if (items.length > 0) {
        lanes += 1;
        track(carryBatch(items), () => {
          lanes -= 1;
        });
      }
    }
    for (const { runId, work } of draining ? [] : cohort.takeSlow()) {
      slow += 1;
      track(performSlow(runId, work), () => {
        slow -= 1;
      });
    }
    // A handler that has just got its answer still has to return it, which wakes nothing by itself.
    const mayLeave = () => lanes + slow === 0 && (draining || cohort.isEmpty()) && allHandlersFinished();
    if (mayLeave()) {
      if (cohort.isEmpty()) return;
      await continueAsNew<typeof journey>({ ...input, runs: cohort.runs() });
    }
    // Where nothing more can be carried now the timer stays as it is; a lane that gets free looks again.
    if (lanes < (single ? 1 : LANES)) {
      const at = cohort.earliest(single ? SINGLE_GRID : COHORT_GRID, draining);
      // Whoever asked for a control that could not be applied just now still waits for its answer.
      if (!draining || (at !== undefined && patched("drains-controls"))) timer.arm(at, single, wake);
    }
    await condition(() => woken || mayLeave());
  }
}

/** One timer for the earliest deadline of all. */
class SharedTimer {
  private armed: { at: number; scope: CancellationScope } | undefined;

  /** `exact` also moves the timer to a later moment; else an early one is left to fire and finds nothing due. */
  arm(at: number | undefined, exact: boolean, fired: () => void): void {
    if (this.armed && (this.armed.at === at || (!exact && at !== undefined && this.armed.at < at))) return;
    this.armed?.scope.cancel();
    this.armed = undefined;
    if (at === undefined) return;
    const armed = { at, scope: new CancellationScope() };
    this.armed = armed;
    armed.scope
      .run(() => sleep(Math.max(at - Date.now(), 1)))
      .then(
        () => {
          if (this.armed === armed) this.armed = undefined;
          fired();
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }
}

function refuseBadControl(cohort: Cohort, request: ControlRequest): void {
  if (!ACTIONS.includes(request.action)) {
    throw ApplicationFailure.nonRetryable(`There is no control action "${request.action}".`, "BadRequest");
  }
  if (!cohort.has(request.runId)) {
    throw ApplicationFailure.nonRetryable("This run has ended.", "RunEnded");
  }
}

function isLong({ continueAfter }: JourneyInput): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return continueAsNewSuggested || (continueAfter !== undefined && historyLength >= continueAfter);
}

function isUnavailable(error: unknown): boolean {
  const cause = causeOf(error);
  return cause instanceof ApplicationFailure && cause.type === UNAVAILABLE;
}

function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  if (cause instanceof TimeoutFailure) return "It took longer than it may, or the worker died each time.";
  return cause instanceof Error ? cause.message : String(cause);
}

/** A regular activity's failure is wrapped; a local one's is thrown as it is. */
function causeOf(error: unknown): unknown {
  return error instanceof ActivityFailure ? error.cause : error;
}
