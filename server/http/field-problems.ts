import type { z } from "zod";
import type { ApiProblem } from "#core/api/problem-details.ts";

const SCHEMA_HINT = "The fields are listed in /api/v1/openapi.json.";

/** What zod found, in the API's words: one problem per field, with a dotted path. */
export function problemsFromIssues(issues: readonly z.core.$ZodIssue[]): ApiProblem[] {
  return issues.flatMap(problemsOf).slice(0, 100);
}

function problemsOf(issue: z.core.$ZodIssue): ApiProblem[] {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      code: "unknown_field",
      severity: "error",
      path: path ? `${path}.${key}` : key,
      message: `There is no field “${key}” here.`,
      hint: SCHEMA_HINT,
    }));
  }
  if (issue.code === "invalid_union") {
    const nested = issue.errors.map((errors) => errors.filter((each) => each.code !== "invalid_type"));
    const closest = nested.find((errors) => errors.length > 0);
    if (closest) {
      return problemsFromIssues(closest.map((each) => ({ ...each, path: [...issue.path, ...each.path] })));
    }
  }
  const isMissing = issue.code === "invalid_type" && / received undefined$/.test(issue.message);
  return [
    {
      code: isMissing ? "missing_field" : "invalid_field",
      severity: "error",
      ...(path ? { path } : {}),
      message: isMissing ? `“${path || "body"}” is needed.` : sentence(issue.message),
      ...hintOf(issue),
    },
  ];
}

function hintOf(issue: z.core.$ZodIssue): { hint?: string } {
  if (issue.code === "invalid_value") return { hint: `One of ${issue.values.map(String).join(", ")}.` };
  if (issue.code === "custom" && typeof issue.params?.hint === "string") return { hint: issue.params.hint };
  if (issue.code === "invalid_type") return { hint: `Expected ${issue.expected}. ${SCHEMA_HINT}` };
  return {};
}

function sentence(message: string): string {
  const trimmed = message.trim().replace(/^Invalid input: /, "");
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
