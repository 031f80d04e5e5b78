import { listenWord } from "#core/journey/happening.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import type { Plan } from "#core/journey/plan.ts";

/**
 * Every word of `listenWord` that a plan's runs listen to anywhere: at a node, in an exit rule or for the goal. Who
 * tells runs leaves out those whose plan has none of a happening's words.
 */
export function listensTo(
  { nodes, settings }: Plan,
  definitions: Readonly<Record<string, NodeDefinition>>,
): string[] {
  const words = new Set<string>();
  for (const { type, config } of Object.values(nodes)) {
    const definition = Object.hasOwn(definitions, type) ? definitions[type] : undefined;
    for (const word of definition?.listens?.(config) ?? []) words.add(word);
  }
  for (const rule of settings.exitWhen ?? []) words.add(listenWord(rule));
  if (settings.goal) words.add(listenWord({ on: "event", name: settings.goal.event }));
  return [...words].sort();
}
