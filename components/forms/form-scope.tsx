"use client";
import { createContext, type ReactNode, useContext } from "react";
import type { ComboboxOption } from "#components/ui/combobox.tsx";
import type { CustomActivityCatalogue } from "#core/journey/custom-activity.ts";

/** A variable that a template or a condition can use here. */
export interface VariableOption {
  path: string;
  label: string;
  group: string;
}

export interface FormScope {
  /** What is wrong at exactly this dotted path. */
  messageAt(path: string): string | undefined;
  /** Names under `vars` that nodes before this one save. */
  savedVariables: readonly string[];
  /** Developers' activities by name, whose inputs have forms of their own. */
  activities: CustomActivityCatalogue;
  /** Absent: everything that conditions know can be asked for here. */
  canRead?(path: string): boolean;
  /** What a field can be, where the workspace says so: an intent, a tier. */
  choicesOf?(path: string): readonly ComboboxOption[] | undefined;
  /** Called when a field loses the focus: what was typed is one step to undo. */
  onSettled(): void;
}

const Context = createContext<FormScope>({
  messageAt: () => undefined,
  savedVariables: [],
  activities: {},
  onSettled: () => undefined,
});

export function FormScopeProvider({ scope, children }: { scope: FormScope; children: ReactNode }) {
  return <Context.Provider value={scope}>{children}</Context.Provider>;
}

/** What a form's fields know of their surroundings: problems, variables, the end of typing. */
export function useFormScope(): FormScope {
  return useContext(Context);
}
