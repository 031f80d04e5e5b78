"use client";
import { readScalar } from "#components/conditions/operator-words.ts";
import type { ControlProps } from "#components/forms/control-props.ts";
import { useFormScope } from "#components/forms/form-scope.tsx";
import { EntryList, readEntries } from "#components/forms/list-controls.tsx";
import { TemplateInput } from "#components/forms/template-input.tsx";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { findField } from "#core/conditions/fields.ts";
import type { UpdateOperation } from "#core/journey/change-value.ts";
import { operationsFor, WRITABLE_PATHS } from "#core/journey/writable-paths.ts";
import type { JsonObject } from "#core/json.ts";

const OPERATION_WORDS: Record<UpdateOperation, string> = {
  set: "Set to",
  unset: "Clear",
  add: "Add",
  remove: "Remove",
  increment: "Increase by",
};

const PATH_OPTIONS = WRITABLE_PATHS.map((path) => {
  const field = findField(path);
  const words = field ? `${field.group}: ${field.label}` : path;
  return { value: path, label: words, detail: path.replace("*", "…") };
});

/** What an update writes: a place, what to do there, and a value. */
export function ChangesControl({ path, value, onChange }: ControlProps) {
  const entries = readEntries(value);
  return (
    <EntryList
      entries={entries}
      noun="change"
      onChange={onChange}
      makeEntry={() => ({ path: "contact.tags", op: "add" })}
    >
      {(entry, index) => (
        <Change
          entry={entry}
          path={`${path}.${index}`}
          onChange={(next) => onChange(entries.map((each, at) => (at === index ? next : each)))}
        />
      )}
    </EntryList>
  );
}

interface ChangeProps {
  entry: JsonObject;
  path: string;
  onChange(entry: JsonObject): void;
}

function Change({ entry, path, onChange }: ChangeProps) {
  const { messageAt, onSettled } = useFormScope();
  const target = String(entry.path ?? "");
  const stem = openStem(target);
  const operations = operationsFor(stem ? `${stem}name` : target);
  const operation = (entry.op ?? "set") as UpdateOperation;
  const choosePlace = (chosen: string) => {
    const next = chosen.endsWith("*") ? chosen.slice(0, -1) : chosen;
    const allowed = operationsFor(chosen.endsWith("*") ? `${next}name` : next);
    onChange({ ...entry, path: next, op: allowed.includes(operation) ? operation : (allowed[0] ?? "set") });
  };
  return (
    <div className="flex flex-col gap-2">
      <Field label="Place" error={stem ? undefined : messageAt(`${path}.path`)}>
        <Combobox
          value={stem ? `${stem}*` : target}
          options={PATH_OPTIONS}
          onValueChange={(chosen) => chosen && choosePlace(chosen)}
        />
      </Field>
      {stem && (
        <Field label="Name" error={messageAt(`${path}.path`)}>
          <Input
            value={target.slice(stem.length)}
            placeholder="renewalDate"
            spellCheck={false}
            onChange={(event) => onChange({ ...entry, path: stem + event.target.value.trim() })}
            onBlur={onSettled}
            className="font-mono text-xs"
          />
        </Field>
      )}
      <Field label="What to do" error={messageAt(`${path}.op`)}>
        <Select
          value={operation}
          options={operations.map((each) => ({ value: each, label: OPERATION_WORDS[each] }))}
          onValueChange={(op) => onChange({ ...entry, op })}
        />
      </Field>
      {operation !== "unset" && (
        <Field label="Value" error={messageAt(`${path}.value`)}>
          <TemplateInput
            value={
              entry.value === undefined
                ? ""
                : typeof entry.value === "string"
                  ? entry.value
                  : JSON.stringify(entry.value)
            }
            placeholder={operation === "increment" ? "1" : undefined}
            onChange={(text) => {
              const { value: _, ...rest } = entry;
              onChange(
                text === "" ? rest : { ...rest, value: operation === "increment" ? readScalar(text) : text },
              );
            }}
          />
        </Field>
      )}
    </div>
  );
}

/** `contact.attributes.` of a path in an open namespace, else nothing. */
function openStem(path: string): string | undefined {
  return WRITABLE_PATHS.filter((each) => each.endsWith(".*"))
    .map((each) => each.slice(0, -1))
    .find((stem) => path.startsWith(stem));
}
