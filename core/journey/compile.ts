import { checkCustomInputs } from "#core/journey/compile/check-custom-inputs.ts";
import { checkFlow } from "#core/journey/compile/check-flow.ts";
import { checkReferences, type References } from "#core/journey/compile/check-references.ts";
import { checkVariables } from "#core/journey/compile/check-variables.ts";
import { addConfigProblems } from "#core/journey/compile/config-problems.ts";
import { type Connections, connect } from "#core/journey/compile/connect.ts";
import { ProblemList } from "#core/journey/compile/problem-list.ts";
import { type Definitions, type ReadNode, readNodes } from "#core/journey/compile/read-nodes.ts";
import type { CustomActivityCatalogue } from "#core/journey/custom-activity.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { keyFromName } from "#core/journey/names.ts";
import type { Plan, PlanNode } from "#core/journey/plan.ts";
import type { Problem } from "#core/journey/problem.ts";
import { DEFAULT_SETTINGS, type JourneySettings, journeySettingsSchema } from "#core/journey/settings.ts";

export interface CompileOptions {
  definitions: Definitions;
  /** Known keys by kind; a kind that is absent is not checked. */
  references?: References;
  /** Absent: custom nodes have the ways out `next` and `failed`, and their activity is not checked. */
  customActivities?: CustomActivityCatalogue;
  /** Full paths known under attributes, memory and properties, such as `contact.attributes.plan`. */
  knownVariables?: ReadonlySet<string>;
}

export interface Compilation {
  /** Null where there is any error. */
  plan: Plan | null;
  problems: Problem[];
}

/**
 * Compiles a drawn journey into the plan that `advance` walks, or says everything that is wrong with it.
 * Takes time in proportion to the document, whatever is in it; never throws.
 */
export function compile(document: JourneyDocument, options: CompileOptions): Compilation {
  const list = new ProblemList();
  const settings = readSettings(document, list);
  const context = options.customActivities ? { customActivities: options.customActivities } : {};
  const nodes = readNodes(document, options.definitions, context, list);
  const connections = connect(nodes, document.edges, list);
  const reached = checkFlow(nodes, connections, list);
  checkVariables(nodes, connections, reached, options.knownVariables ?? new Set(), settings, list);
  checkReferences(nodes, settings, withActivities(options), list);
  if (options.customActivities) checkCustomInputs(nodes, options.customActivities, list);
  const { problems } = list;
  if (problems.some(({ severity }) => severity === "error")) return { plan: null, problems };
  return { plan: buildPlan(document, settings, nodes, connections), problems };
}

function readSettings(document: JourneyDocument, list: ProblemList): JourneySettings {
  if (document.settings === undefined) return DEFAULT_SETTINGS;
  const parsed = journeySettingsSchema.safeParse(document.settings, { reportInput: true });
  if (parsed.success) return parsed.data;
  const subject = { prefix: "settings", schema: journeySettingsSchema, value: document.settings };
  addConfigProblems(list, subject, parsed.error.issues);
  return DEFAULT_SETTINGS;
}

function withActivities({ references = {}, customActivities }: CompileOptions): References {
  return customActivities ? { ...references, customActivity: Object.keys(customActivities) } : references;
}

function buildPlan(
  document: JourneyDocument,
  settings: JourneySettings,
  nodes: ReadonlyMap<string, ReadNode>,
  { targets }: Connections,
): Plan {
  const planned = [...nodes.values()].map(({ node, config = {}, outlets }): [string, PlanNode] => {
    const connected = targets.get(node.id);
    const ways = outlets.map(({ id }) => [id, connected?.get(id) ?? null]);
    const label = node.label === undefined ? {} : { label: node.label };
    return [node.id, { id: node.id, type: node.type, ...label, config, outlets: Object.fromEntries(ways) }];
  });
  return {
    schemaVersion: 1,
    key: document.key ?? keyFromName(document.name),
    nodes: Object.fromEntries(planned),
    triggers: planned.filter(([, { type }]) => type.startsWith("trigger.")).map(([id]) => id),
    settings,
  };
}
