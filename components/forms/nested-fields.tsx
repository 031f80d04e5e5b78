"use client";
import { type ComponentType, createContext, useContext } from "react";
import type { FieldDescription } from "#components/forms/describe-fields.ts";
import type { Json, JsonObject } from "#core/json.ts";

export interface FieldsFormProps {
  fields: readonly FieldDescription[];
  values: JsonObject;
  /** Where `values` stands in the whole config; "" for the config itself. */
  path: string;
  /** `path` is relative to `values`; an undefined value takes the entry away. */
  onChange(path: string, value: Json | undefined): void;
}

const Context = createContext<ComponentType<FieldsFormProps> | null>(null);
export const NestedFieldsProvider = Context.Provider;

/** A form within a form. The outer one hands itself down, so that no control needs to import what draws it. */
export function NestedFields(props: FieldsFormProps) {
  const Form = useContext(Context);
  return Form ? <Form {...props} /> : null;
}
