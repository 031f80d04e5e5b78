import type { SimulationReport } from "#core/api/simulate.ts";
import type { Problem } from "#core/journey/problem.ts";
import { type SimulatedEffect, type SimulationResult, sendsOf } from "#core/journey/simulate/simulation.ts";
import type { JsonObject } from "#core/json.ts";

/** A simulation as the API shows it, with times in ISO 8601. */
export function describeSimulation(result: SimulationResult, problems: Problem[]): SimulationReport {
  const { end, reason, startedAt, endedAt, run, facts } = result;
  return {
    end,
    reason,
    startedAt: startedAt === null ? null : iso(startedAt),
    endedAt: iso(endedAt),
    steps: result.steps.map(({ enteredAt, leftAt, ...step }) => ({
      ...step,
      enteredAt: iso(enteredAt),
      ...(leftAt === undefined ? {} : { leftAt: iso(leftAt) }),
    })),
    transitions: result.transitions.map((transition) => ({ ...transition, at: iso(transition.at) })),
    sends: sendsOf(result.effects).map(({ at, nodeId, visit, effect, outcome }) => ({
      at: iso(at),
      nodeId,
      visit,
      channel: effect.channel,
      ...(effect.text === undefined ? {} : { text: effect.text }),
      ...(effect.subject === undefined ? {} : { subject: effect.subject }),
      ...(effect.html === undefined ? {} : { html: effect.html }),
      ...(effect.template === undefined ? {} : { template: effect.template.key }),
      buttons: effect.buttons.map(({ label }) => label),
      outcome: outcome as JsonObject,
    })),
    effects: result.effects.map(describeEffect),
    untaken: result.untaken.map(({ id }) => id),
    vars: run?.vars ?? {},
    contact: facts.contact as unknown as JsonObject,
    conversation: facts.conversation as unknown as JsonObject | null,
    problems,
  };
}

function describeEffect({ at, nodeId, visit, effect, outcome }: SimulatedEffect) {
  const { kind, ...asked } = effect;
  return {
    at: iso(at),
    nodeId,
    visit,
    kind,
    effect: asked as unknown as JsonObject,
    outcome: outcome as JsonObject,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
