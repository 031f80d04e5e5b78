import { listFields } from "#core/conditions/list-fields.ts";
import { checkVariable, type KnownVariables } from "#core/journey/compile/check-variable.ts";
import type { Connections } from "#core/journey/compile/connect.ts";
import type { ProblemList } from "#core/journey/compile/problem-list.ts";
import type { ReadNode } from "#core/journey/compile/read-nodes.ts";
import { findSavedBefore } from "#core/journey/compile/saved-before.ts";
import { type ConditionUse, conditionsOfSettings } from "#core/journey/compile/settings-conditions.ts";
import type { TemplateUse } from "#core/journey/node-definition.ts";
import type { JourneySettings } from "#core/journey/settings.ts";
import { findVariables } from "#core/templates/find-variables.ts";
import { listTemplates } from "#core/templates/localized-text.ts";

interface Place {
  /** Absent: of the journey's settings. */
  nodeId?: string;
  known: KnownVariables;
  list: ProblemList;
}

/**
 * Checks every template, condition and path of the settings and of every node that can be reached: that templates
 * parse, and that what they read exists and is saved by then.
 */
export function checkVariables(
  nodes: ReadonlyMap<string, ReadNode>,
  { graph }: Connections,
  reached: Uint8Array,
  knownPaths: ReadonlySet<string>,
  settings: JourneySettings,
  list: ProblemList,
): void {
  const inputs = settings.inputs ?? [];
  const all = [...nodes.values()];
  const saves = all.map(({ definition, config }) => {
    const own = (config && definition?.saves?.(config)) ?? [];
    // What another journey hands over is there from the start.
    return definition?.family === "trigger" ? [...own, ...inputs] : own;
  });
  const saved = findSavedBefore(graph, saves);
  const written = findWrittenPaths(all);
  for (const [index, read] of all.entries()) {
    if (list.isFull) return;
    if (!read.config || !read.definition) continue;
    const known: KnownVariables = {
      // What an unreachable node may read cannot be said; that it is unreachable is told already.
      isSaved: (name) => !reached[index] || saved.isSaved(index, name),
      isSavedSomewhere: saved.isSavedSomewhere,
      namesBefore: () => saved.namesBefore(index),
      isKnownPath: (path) => knownPaths.has(path) || written.has(path),
    };
    checkNode(read, read.config, { nodeId: read.node.id, known, list });
  }
  const known: KnownVariables = {
    isSaved: saved.isSavedSomewhere,
    isSavedSomewhere: saved.isSavedSomewhere,
    namesBefore: () => [...new Set(saves.flat())],
    isKnownPath: (path) => knownPaths.has(path) || written.has(path),
  };
  checkSettings(settings, inputs, { known, list });
}

function checkNode({ definition }: ReadNode, config: unknown, place: Place): void {
  for (const use of definition?.templates?.(config) ?? []) checkTemplates(use, place);
  for (const use of definition?.conditions?.(config) ?? []) checkCondition(use, place);
  for (const { path, variable } of definition?.paths?.(config) ?? []) {
    addFault(variable.split("."), "conditions", path, place);
  }
}

function checkCondition({ path, condition }: ConditionUse, place: Place): void {
  for (const mention of listFields(condition)) {
    addFault(mention.field.split("."), "conditions", `${path}.${mention.path}`, place);
  }
}

/** Exit rules and the goal are looked at at any point of a run, so that whatever is saved anywhere may be there. */
function checkSettings(settings: JourneySettings, inputs: readonly string[], place: Place): void {
  for (const use of conditionsOfSettings(settings)) checkCondition(use, place);
  const { goal, concurrencyKey } = settings;
  if (goal?.value !== undefined) addFault(goal.value.split("."), "conditions", "settings.goal.value", place);
  if (concurrencyKey === undefined) return;
  // It is read when a run begins: nothing is saved by then but what is handed over.
  const known = { ...place.known, isSaved: (name: string) => inputs.includes(name) };
  checkTemplates({ path: "settings.concurrencyKey", text: concurrencyKey }, { ...place, known });
}

function checkTemplates(use: TemplateUse, { known, ...rest }: Place): void {
  const isSaved = (name: string) => use.savedHere?.includes(name) || known.isSaved(name);
  const place: Place = { ...rest, known: { ...known, isSaved } };
  for (const { path: language, template } of listTemplates(use.text)) {
    const path = language === "" ? use.path : `${use.path}.${language}`;
    const report = findVariables(template);
    if (report.error !== undefined) {
      place.list.add({
        code: "invalid_config",
        ...nodeOf(place),
        path,
        message: `The template cannot be read: ${report.error}`,
        hint: "Check that every {{ and {% is closed and every filter is spelt right.",
      });
    }
    const seen = new Set<string>();
    for (const segments of report.variables) {
      const name = segments.join(".");
      if (seen.has(name)) continue;
      seen.add(name);
      addFault(segments, "templates", path, place);
    }
  }
}

function addFault(
  segments: readonly string[],
  use: "templates" | "conditions",
  path: string,
  place: Place,
): void {
  if (place.list.isFull) return;
  const fault = checkVariable(segments, use, place.known);
  if (fault) place.list.add({ code: "unknown_variable", ...nodeOf(place), path, ...fault });
}

function nodeOf({ nodeId }: Place): { nodeId?: string } {
  return nodeId === undefined ? {} : { nodeId };
}

/** Attributes and memory that the journey itself writes are known. */
function findWrittenPaths(all: readonly ReadNode[]): Set<string> {
  const written = new Set<string>();
  for (const { definition, config } of all) {
    if (!config) continue;
    for (const path of definition?.writes?.(config) ?? []) written.add(path);
  }
  return written;
}
