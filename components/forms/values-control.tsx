"use client";
import { useState } from "react";
import type { ControlProps } from "#components/forms/control-props.ts";
import { EntryList } from "#components/forms/list-controls.tsx";
import { TemplateInput } from "#components/forms/template-input.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Json, JsonObject } from "#core/json.ts";

/** Texts by name, such as headers. A row without a name is kept here until it has one. */
export function ValuesControl({ field, value, onChange }: ControlProps) {
  const [rows, setRows] = useState(() => rowsOf(value));
  const isOurs = JSON.stringify(valuesOf(rows)) === JSON.stringify(value);
  const shown = isOurs ? rows : rowsOf(value);
  const write = (next: Json | undefined) => {
    const entries = (next ?? []) as JsonObject[];
    setRows(entries);
    onChange(valuesOf(entries));
  };
  return (
    <EntryList entries={shown} noun="entry" onChange={write} makeEntry={() => ({ name: "", text: "" })}>
      {(entry, index) => {
        const change = (part: JsonObject) =>
          write(shown.map((each, at) => (at === index ? { ...each, ...part } : each)));
        return (
          <div className="flex flex-col gap-2">
            <Field label={`${field.title}: name`}>
              <Input
                value={String(entry.name)}
                spellCheck={false}
                onChange={(event) => change({ name: event.target.value.trim() })}
                className="font-mono text-xs"
              />
            </Field>
            <Field label={`${field.title}: value`}>
              <TemplateInput value={wordsOf(entry.text)} onChange={(text) => change({ text })} />
            </Field>
          </div>
        );
      }}
    </EntryList>
  );
}

function rowsOf(value: Json | undefined): JsonObject[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, text]) => ({ name, text }));
}

function wordsOf(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function valuesOf(rows: readonly JsonObject[]): JsonObject | undefined {
  const named = rows.filter(({ name }) => name !== "");
  if (named.length === 0) return undefined;
  return Object.fromEntries(named.map(({ name, text }) => [String(name), text as Json]));
}
