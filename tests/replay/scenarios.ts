import { randomUUID } from "node:crypto";
import type { WorkflowHandle } from "@temporalio/client";
import { ApplicationFailure } from "@temporalio/common";
import { type CampaignActivities, type CampaignInput, STEER_UPDATE } from "#core/campaigns/campaign.ts";
import {
  CONTROL_UPDATE,
  CONTROLS_SIGNAL,
  type ControlsSignal,
  type EventReference,
  INBOUND_SIGNAL,
  type JourneyActivities,
  type JourneyInput,
  type RunRest,
  UNAVAILABLE,
} from "#core/journey/wake.ts";
import type { ScheduleActivities, ScheduleInput } from "#core/schedules/schedule.ts";

/** One way a workflow can live, with activities that play their part. */
export interface Scenario {
  name: string;
  /** Of a journey. */
  input: Pick<JourneyInput, "size" | "continueAfter">;
  /** In the place of a journey. */
  campaign?: Pick<CampaignInput, "ratePerSecond" | "continueAfter">;
  /** In the place of a journey. */
  schedule?: Pick<ScheduleInput, "tick">;
  activities(): Partial<JourneyActivities & CampaignActivities & ScheduleActivities>;
  /** Runs once the workflow has started. */
  play?(handle: WorkflowHandle, runIds: string[]): Promise<void>;
}

type Rest = (runId: string, events: EventReference[], visit: number) => RunRest;

const ended = (runId: string): RunRest => ({ runId, kind: "ended", status: "completed" });
const waiting = (runId: string, wakeAt: number | null = null): RunRest => ({
  runId,
  kind: "resting",
  status: "waiting",
  wakeAt,
});

function carrying(rest: Rest): Pick<JourneyActivities, "carry"> {
  const visits = new Map<string, number>();
  return {
    carry: async ({ items }) => ({
      rests: items.map(({ runId, events }) => {
        const visit = (visits.get(runId) ?? 0) + 1;
        visits.set(runId, visit);
        return rest(runId, events, visit);
      }),
    }),
  };
}

/** A cohort in which one run's worker dies each time. */
function poisoning(): Partial<JourneyActivities> {
  const { carry } = carrying((runId, _, visit) =>
    visit === 1 ? waiting(runId, Date.now() + 500) : ended(runId),
  );
  let poisoned: string | undefined;
  return {
    carry: async (input) => {
      poisoned ??= input.items[3]?.runId;
      if (input.items.some(({ runId }) => runId === poisoned)) {
        throw ApplicationFailure.nonRetryable("this worker would have died", "Poison");
      }
      return carry(input);
    },
    park: async ({ runId }) => ended(runId),
  };
}

/** A campaign over so many recipients, listed in two stretches. */
function campaigning(recipients: number): CampaignActivities {
  const status = { pause: "paused", resume: "launching", cancel: "cancelled" } as const;
  let stretches = 0;
  let left = recipients;
  return {
    listRecipients: async () => {
      stretches += 1;
      return stretches === 2;
    },
    launchBatch: async ({ size }) => {
      const started = Math.min(size, left);
      left -= started;
      return { started, state: left === 0 ? "done" : "going" };
    },
    steerCampaign: async ({ order }) => status[order.action],
  };
}

/** An audience of so many pages. */
function paging(pages: number): ScheduleActivities {
  let page = 0;
  return {
    startScheduled: async () => {
      page += 1;
      return { next: page < pages ? randomUUID() : null };
    },
  };
}

const message = (): EventReference => ({ kind: "message", id: randomUUID(), at: Date.now() });
const signal = (handle: WorkflowHandle, runId = "") =>
  handle.signal(INBOUND_SIGNAL, { runId, event: message() });

export const scenarios: Scenario[] = [
  {
    name: "schedule-pages-an-audience",
    input: { size: 0 },
    schedule: {},
    activities: () => paging(3),
  },
  {
    name: "single-waits-for-time",
    input: { size: 1 },
    activities: () =>
      carrying((runId, _, visit) => (visit < 3 ? waiting(runId, Date.now() + 120) : ended(runId))),
  },
  {
    name: "single-waits-for-a-message",
    input: { size: 1 },
    activities: () =>
      carrying((runId, events) =>
        events.length > 0 ? ended(runId) : waiting(runId, Date.now() + 3_600_000),
      ),
    play: (handle, [runId]) => signal(handle, runId),
  },
  {
    name: "single-under-control",
    input: { size: 1 },
    activities: () =>
      carrying((runId, events) => {
        const last = events.at(-1);
        if (last?.kind !== "control") return waiting(runId);
        if (last.action === "stop") return { runId, kind: "ended", status: "stopped" };
        return { runId, kind: "resting", status: "paused", wakeAt: null };
      }),
    play: async (handle, [runId]) => {
      for (const action of ["pause", "stop"]) {
        const request = { runId, id: randomUUID(), at: Date.now(), action };
        await handle.executeUpdate(CONTROL_UPDATE, { args: [request] });
      }
    },
  },
  {
    name: "single-with-a-slow-effect",
    input: { size: 1 },
    activities: () => ({
      ...carrying((runId, events) => {
        if (events.some(({ kind }) => kind === "effect")) return ended(runId);
        const work = { key: `${runId}:1`, timeout: 5_000, attempts: 2 };
        return { runId, kind: "slow", status: "running", wakeAt: null, work };
      }),
      perform: async () => undefined,
    }),
  },
  {
    name: "slow-effect-outlasts-an-outage",
    input: { size: 1 },
    activities: () => {
      let tries = 0;
      return {
        ...carrying((runId, events) => {
          if (events.some(({ kind }) => kind === "effect")) return ended(runId);
          const work = { key: `${runId}:1`, timeout: 5_000, attempts: 1 };
          return { runId, kind: "slow", status: "running", wakeAt: null, work };
        }),
        perform: async () => {
          tries += 1;
          if (tries === 1) throw ApplicationFailure.nonRetryable("Postgres is away", UNAVAILABLE);
        },
      };
    },
  },
  {
    name: "control-put-off-while-draining",
    input: { size: 1, continueAfter: 4 },
    activities: () => {
      let tries = 0;
      return carrying((runId, events) => {
        if (events.at(-1)?.kind !== "control") return waiting(runId, Date.now() + 3_600_000);
        tries += 1;
        if (tries === 1) return { runId, kind: "retry", reason: "Postgres is away" };
        return { runId, kind: "ended", status: "stopped" };
      });
    },
    play: async (handle, [runId]) => {
      const request = { runId, id: randomUUID(), at: Date.now(), action: "stop" };
      await handle.executeUpdate(CONTROL_UPDATE, { args: [request] });
    },
  },
  { name: "cohort-with-a-poisoned-run", input: { size: 5 }, activities: poisoning },
  { name: "cohort-split-side-by-side", input: { size: 9 }, activities: poisoning },
  {
    name: "campaign-paused-and-resumed",
    input: { size: 0 },
    campaign: { ratePerSecond: 20 },
    activities: () => campaigning(70),
    play: async (handle) => {
      for (const action of ["pause", "resume"] as const) {
        await handle.executeUpdate(STEER_UPDATE, { args: [{ action }] });
      }
    },
  },
  {
    name: "campaign-continues-as-new",
    input: { size: 0 },
    campaign: { ratePerSecond: null, continueAfter: 20 },
    activities: () => campaigning(2_000),
  },
  {
    name: "campaign-cancelled",
    input: { size: 0 },
    campaign: { ratePerSecond: 1 },
    activities: () => campaigning(1_000),
    play: async (handle) => {
      await handle.executeUpdate(STEER_UPDATE, { args: [{ action: "pause" }] });
      await handle.executeUpdate(STEER_UPDATE, { args: [{ action: "cancel", stopRuns: true }] });
    },
  },
  {
    name: "single-migrates",
    input: { size: 1 },
    activities: () =>
      carrying((runId, events) => {
        const last = events.at(-1);
        if (last?.kind !== "control") return waiting(runId, Date.now() + 3_600_000);
        // On its new version the wait is a short one.
        return last.action === "migrate" ? waiting(runId, Date.now() + 120) : ended(runId);
      }),
    play: async (handle, [runId = ""]) => {
      for (const action of ["migrate", "stop"] as const) {
        const order = action === "migrate" ? { action, operationId: randomUUID() } : { action };
        const request = { ...order, runId, id: randomUUID(), at: Date.now() };
        await handle.executeUpdate(CONTROL_UPDATE, { args: [request] });
      }
    },
  },
  {
    name: "cohort-under-bulk-control",
    input: { size: 4 },
    activities: () =>
      carrying((runId, events) => {
        const last = events.at(-1);
        if (last?.kind !== "control") return waiting(runId, Date.now() + 3_600_000);
        return last.action === "stop" ? { runId, kind: "ended", status: "stopped" } : waiting(runId);
      }),
    play: async (handle, runIds) => {
      for (const action of ["pause", "migrate", "resume", "stop"] as const) {
        const runs = runIds.map((runId) => ({ runId, id: randomUUID() }));
        const order = action === "migrate" ? { action, operationId: randomUUID() } : { action };
        const controls: ControlsSignal = { ...order, at: Date.now(), runs };
        await handle.signal(CONTROLS_SIGNAL, controls);
      }
    },
  },
  {
    name: "continues-as-new",
    input: { size: 1, continueAfter: 12 },
    activities: () => {
      let taken = 0;
      return carrying((runId, events) => {
        taken += events.length;
        return taken >= 6 ? ended(runId) : waiting(runId);
      });
    },
    play: async (handle, [runId]) => {
      for (let index = 0; index < 6; index++) await signal(handle, runId);
    },
  },
];
