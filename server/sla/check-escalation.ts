import type { ApiProblem } from "#core/api/problem-details.ts";
import type { EscalationStep } from "#core/api/sla.ts";
import { AppError } from "#core/errors.ts";
import { isStanding } from "#core/journey/recipient.ts";
import type { Transaction } from "#server/platform/database.ts";

/** @throws AppError invalid_input with the field of every team and agent of the chain that is not there */
export async function checkEscalation(tx: Transaction, steps: readonly EscalationStep[]): Promise<void> {
  const named = steps.flatMap(namesOf);
  const problems: ApiProblem[] = [];
  for (const { path, name } of named) {
    const isThere = name.includes("@")
      ? await tx.user.findFirst({ where: { email: name.toLowerCase(), deactivatedAt: null } })
      : await tx.team.findFirst({ where: { key: name, archivedAt: null } });
    if (isThere) continue;
    const what = name.includes("@") ? "no active agent with the e-mail" : "no team with the key";
    const message = `There is ${what} “${name}”. Choose another, or make it first.`;
    problems.push({ code: "unknown_reference", severity: "error", path, message });
  }
  if (problems[0]) throw new AppError("invalid_input", problems[0].message, { problems });
}

function namesOf(step: EscalationStep, index: number): { path: string; name: string }[] {
  const at = (field: string, name: string | undefined) =>
    name === undefined ? [] : [{ path: `escalation.${index}.${field}`, name }];
  if (step.do === "notify") return isStanding(step.to) ? [] : at("to", step.to);
  if (step.do === "assign") return [...at("assignee", step.assignee), ...at("team", step.team)];
  return [];
}
