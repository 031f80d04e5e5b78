import { analyzeSync } from "liquidjs";
import { firstLine, parseTemplate } from "#core/templates/liquid.ts";
import { TemplateError } from "#core/templates/template-error.ts";
import { isTemplate } from "#core/templates/value-templates.ts";

/** What static analysis says of a template: the variables it reads, or why it cannot be parsed. */
export type TemplateReport = { variables: string[][]; error?: undefined } | { variables: []; error: string };

const MAXIMUM_KEPT = 2000;
const kept = new Map<string, TemplateReport>();

/**
 * The variables a template reads, each as its segments (`["contact", "firstName"]`), loop variables and
 * assigned names left out. A segment that is computed ends the list before it.
 */
export function findVariables(text: string): TemplateReport {
  if (!isTemplate(text)) return { variables: [] };
  const known = kept.get(text);
  if (known) return known;
  const report = analyse(text);
  if (kept.size >= MAXIMUM_KEPT) kept.clear();
  kept.set(text, report);
  return report;
}

function analyse(text: string): TemplateReport {
  try {
    const { globals } = analyzeSync(parseTemplate(text, "text"), { partials: false });
    const variables = Object.values(globals).flatMap((uses) =>
      uses.map(({ segments }) => {
        const computed = segments.findIndex((segment) => typeof segment === "object");
        return (computed < 0 ? segments : segments.slice(0, computed)).map(String);
      }),
    );
    return { variables };
  } catch (error) {
    const message = error instanceof TemplateError ? error.message : firstLine(error);
    return { variables: [], error: message };
  }
}
