import type { PutOff } from "#core/journey/run.ts";
import { chosenZone } from "#core/journey/timezone.ts";
import type { Facts } from "#core/journey/variables.ts";
import { decideSending, type SendingFacts, type SendingVerdict } from "#core/sending/decide-sending.ts";
import { sendingRules } from "#core/sending/sending-rules.ts";
import { systemActor } from "#server/access/actor.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";
import { transact } from "#server/platform/database.ts";

export interface CallingRun {
  workspaceId: string;
  journeyId: string;
  planHash: string;
  facts: Facts;
  putOff: PutOff | null;
}

/** Whether a run may ring its contact now, by the rules of messages: kill switch, consent, quiet hours. */
export async function checkCalling(run: CallingRun, accountPaused: boolean): Promise<SendingVerdict> {
  const { workspaceId, facts } = run;
  const { settings } = await loadPlan(workspaceId, run.planHash);
  const purpose = "care";
  const rules = sendingRules(
    settings,
    { purpose, ignoreQuietHours: false },
    chosenZone(settings.timezone, facts),
  );
  const granted = facts.consent.voice?.[purpose];
  const consent = granted === undefined ? null : granted ? "granted" : "denied";
  const halted = await readHalt(run);
  return decideSending(
    { halted, accountPaused, consent, floorTaken: false, sentInWindow: null },
    { now: Date.now(), purpose, rules, putOff: run.putOff },
  );
}

async function readHalt({ workspaceId, journeyId }: CallingRun): Promise<SendingFacts["halted"]> {
  return transact(systemActor(workspaceId, "engine"), async (tx) => {
    const select = { sendingHaltedAt: true } as const;
    const workspace = await tx.workspace.findUnique({ where: { id: workspaceId }, select });
    if (workspace?.sendingHaltedAt) return "workspace";
    const journey = await tx.journey.findUnique({
      where: { workspaceId_id: { workspaceId, id: journeyId } },
      select: { ...select, trippedAt: true },
    });
    if (journey?.sendingHaltedAt) return "journey";
    return journey?.trippedAt ? "tripped" : null;
  });
}
