import { needsOf, needsOfAll } from "#core/journey/plan-needs.ts";
import type { Facts } from "#core/journey/variables.ts";
import { addFacts } from "#server/audiences/add-facts.ts";
import { loadPlan } from "#server/journeys/load-plan.ts";

interface Loaded {
  run: { planHash: string; facts: Facts };
}

/** Completes the facts of those runs whose plans ask for audiences, records or how often events happened. */
export async function addRunFacts<Work extends Loaded>(
  workspaceId: string,
  works: (Work | undefined)[],
): Promise<(Work | undefined)[]> {
  const asking: { work: Work; plan: Awaited<ReturnType<typeof loadPlan>> }[] = [];
  for (const work of works) {
    if (!work) continue;
    const plan = await loadPlan(workspaceId, work.run.planHash);
    const { audiences, records, events } = needsOf(plan);
    if (audiences || records || events.length > 0) asking.push({ work, plan });
  }
  if (asking.length === 0) return works;
  const needs = needsOfAll(asking.map(({ plan }) => plan));
  const all = asking.map(({ work }) => work.run.facts);
  const completed = await addFacts(workspaceId, all, needs, Date.now());
  const byWork = new Map(asking.map(({ work }, index) => [work, completed[index]]));
  return works.map((work) => {
    const facts = work && byWork.get(work);
    return facts ? { ...work, run: { ...work.run, facts } } : work;
  });
}
