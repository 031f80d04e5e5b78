"use client";
import { ConditionBuilder } from "#components/conditions/condition-builder.tsx";
import type { ControlProps } from "#components/forms/control-props.ts";
import { useFormScope } from "#components/forms/form-scope.tsx";
import { EntryList, readEntries } from "#components/forms/list-controls.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { keyFromName } from "#core/journey/names.ts";
import type { JsonObject } from "#core/json.ts";

/** The ways out of a branch: a name, from which the outlet's key is made, and a condition. */
export function CasesControl({ path, value, onChange }: ControlProps) {
  const { messageAt, onSettled } = useFormScope();
  const entries = readEntries(value);
  const change = (index: number, entry: JsonObject) =>
    onChange(entries.map((each, at) => (at === index ? entry : each)));
  const rename = (index: number, label: string) => {
    const others = entries.filter((_, at) => at !== index).map((entry) => String(entry.outlet));
    change(index, { ...entries[index], label, outlet: freeOutlet(label, others) });
  };
  const fresh = (): JsonObject => {
    const outlet = freeOutlet(
      "case",
      entries.map((entry) => String(entry.outlet)),
    );
    return { outlet, label: `Case ${entries.length + 1}`, when: { field: "message.text", op: "exists" } };
  };
  return (
    <EntryList entries={entries} noun="case" onChange={onChange} makeEntry={fresh}>
      {(entry, index) => (
        <div className="flex flex-col gap-2">
          <Field label="Name" error={messageAt(`${path}.${index}.outlet`)}>
            <Input
              value={typeof entry.label === "string" ? entry.label : String(entry.outlet ?? "")}
              onChange={(event) => rename(index, event.target.value)}
              onBlur={onSettled}
            />
          </Field>
          <div data-path={`${path}.${index}.when`}>
            <ConditionBuilder
              label={`When, for case ${index + 1}`}
              path={`${path}.${index}.when`}
              value={entry.when}
              onChange={(when) => {
                const { when: _, ...rest } = entry;
                change(index, when === undefined ? rest : { ...rest, when: when as unknown as JsonObject });
              }}
            />
          </div>
        </div>
      )}
    </EntryList>
  );
}

/** A key for the outlet that no other case has; `else` is the branch's own. */
function freeOutlet(label: string, others: string[]): string {
  const stem = label.trim() === "" ? "case" : keyFromName(label).slice(0, 58);
  const taken = new Set([...others, "else"]);
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}
