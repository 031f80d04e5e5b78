import { FIELDS, findField, isOpenNamespace } from "#core/conditions/fields.ts";
import { closestName, suggestName } from "#core/did-you-mean.ts";
import type { Problem } from "#core/journey/problem.ts";

export interface KnownVariables {
  isSaved(name: string): boolean;
  isSavedSomewhere(name: string): boolean;
  namesBefore(): string[];
  /** Full paths known to exist under attributes, memory and properties. */
  isKnownPath(path: string): boolean;
}

export type VariableFault = Pick<Problem, "severity" | "message"> & { hint?: string };

const CLOSED_PATHS = FIELDS.filter((field) => !field.path.includes("*")).map((field) => field.path);
/** What Liquid offers on texts and lists. */
const LIQUID_PROPERTIES = new Set(["size", "first", "last"]);

/** What is wrong with reading a variable at some place; null where nothing is. */
export function checkVariable(
  segments: readonly string[],
  use: "templates" | "conditions",
  known: KnownVariables,
): VariableFault | null {
  const path = segments.join(".").slice(0, 200);
  if (segments[0] === "vars") return checkSaved(segments[1], known);
  const field = findField(segments) ?? (use === "templates" ? findWithProperty(segments) : undefined);
  if (!field) return unknown(path, segments);
  if (field.only !== undefined && field.only !== use) {
    const place = use === "templates" ? "templates" : "conditions";
    return {
      severity: "error",
      message: `“${path}” cannot be used in ${place}`,
      hint: `It is for ${field.only} only.`,
    };
  }
  const isWhole = segments.length < field.path.split(".").length;
  if (!isOpenNamespace(field) || isWhole || known.isKnownPath(path)) return null;
  return {
    severity: "warning",
    message: `Nothing here is known to set “${path}”`,
    hint:
      use === "templates"
        ? "It renders empty where it is unset."
        : "A missing value makes most comparisons false.",
  };
}

function checkSaved(name: string | undefined, known: KnownVariables): VariableFault | null {
  if (name === undefined || known.isSaved(name)) return null;
  const shown = name.slice(0, 100);
  if (known.isSavedSomewhere(name)) {
    const hint = "The node that saves it comes later, or on another way.";
    return { severity: "error", message: `“vars.${shown}” is not saved yet at this point`, hint };
  }
  const hint =
    suggestName(name, known.namesBefore()) ?? `Add a question that saves its answer as “${shown}”.`;
  return { severity: "error", message: `No node before this one saves “vars.${shown}”`, hint };
}

/** `contact.tags.size`, `contact.tags[0]`. */
function findWithProperty(segments: readonly string[]) {
  const last = segments.at(-1) ?? "";
  if (!LIQUID_PROPERTIES.has(last) && !/^-?\d+$/.test(last)) return undefined;
  const field = findField(segments.slice(0, -1));
  return field?.type === "list" || (field?.type === "text" && LIQUID_PROPERTIES.has(last))
    ? field
    : undefined;
}

function unknown(path: string, segments: readonly string[]): VariableFault {
  const below = CLOSED_PATHS.filter((known) => known.startsWith(`${path}.`));
  if (below.length > 0) {
    const hint = `Choose one of its fields, such as ${below.slice(0, 3).join(", ")}.`;
    return { severity: "error", message: `“${path}” is not a value by itself`, hint };
  }
  const closest = closestName(path, CLOSED_PATHS) ?? CLOSED_PATHS.find((known) => known.endsWith(`.${path}`));
  const siblings = CLOSED_PATHS.filter((known) => known.startsWith(`${segments[0]}.`));
  const hint =
    closest === undefined
      ? siblings.length > 0
        ? `There are ${siblings.slice(0, 12).join(", ")}.`
        : "Variables begin with contact, records, conversation, message, event, vars, agent, run, workspace or links."
      : `Did you mean “${closest}”?`;
  return { severity: "error", message: `There is no variable “${path}”`, hint };
}
