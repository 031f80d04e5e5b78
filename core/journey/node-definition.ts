import type { z } from "zod";
import type { Condition } from "#core/conditions/condition.ts";
import type { CustomActivityCatalogue } from "#core/journey/custom-activity.ts";
import type { ReferenceKind } from "#core/journey/reference-kinds.ts";
import type { LocalizedText } from "#core/templates/localized-text.ts";

export type NodeFamily = "trigger" | "message" | "logic" | "people" | "ai" | "data";

export interface TemplateUse {
  path: string;
  text: LocalizedText;
  /** Names that the node itself saves before it renders this. */
  savedHere?: readonly string[];
}

export interface Outlet {
  id: string;
  label: string;
}

/** What a definition may need to know beyond its config: developers' activities by name. */
export interface DefinitionContext {
  customActivities?: CustomActivityCatalogue;
}

/** Everything about a node type but its behaviour (`step.ts`) and its look (`view.tsx`). */
export interface NodeDefinition<Schema extends z.ZodType = z.ZodType> {
  type: string;
  family: NodeFamily;
  title: string;
  /** One sentence for the palette. */
  description: string;
  /** A lucide icon's name, kebab-case. */
  icon: string;
  config: Schema;
  /** The config a freshly dropped node starts with; may still be incomplete. */
  defaults: Partial<z.input<Schema>>;
  /** Named ways out. Given config that may not be valid yet: must not throw. */
  outlets(config: Partial<z.input<Schema>>, context?: DefinitionContext): Outlet[];
  /** The card's sentence ("Wait 2 hours"). Given config that may not be valid yet: must not throw. */
  summary(config: Partial<z.input<Schema>>): string;
  /** Rests before it is left, so that a loop through it is safe; but for the ways out of `leavesAtOnce`. */
  rests?: boolean;
  /** Ways out that such a node may take without having rested. Given a valid config. */
  leavesAtOnce?(config: z.output<Schema>): string[];
  /** Names of the `vars` that the node sets. */
  saves?(config: z.output<Schema>): string[];
  /** Full paths outside of `vars` that the node sets, such as `contact.attributes.plan`. */
  writes?(config: z.output<Schema>): string[];
  /** Every template in the config, with its path. `html` is rendered with its values escaped. */
  templates?(config: z.output<Schema>): TemplateUse[];
  conditions?(config: z.output<Schema>): { path: string; condition: Condition }[];
  /** Dotted variable paths that the config reads outside of templates and conditions. */
  paths?(config: z.output<Schema>): { path: string; variable: string }[];
  /** What its runs listen to while they rest here, as words of `listenWord`. */
  listens?(config: z.output<Schema>): string[];
  references?(config: z.output<Schema>): { path: string; kind: ReferenceKind; key: string }[];
}
