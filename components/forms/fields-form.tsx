"use client";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { FieldDescription } from "#components/forms/describe-fields.ts";
import { FieldRow } from "#components/forms/field-row.tsx";
import { type FieldsFormProps, NestedFieldsProvider } from "#components/forms/nested-fields.tsx";
import { Select } from "#components/ui/select.tsx";
import type { JsonObject } from "#core/json.ts";

/** A form made from a schema: plain fields, fields that exclude each other, and the rest under “More”. */
export function FieldsForm({ fields, values, path, onChange }: FieldsFormProps) {
  const shown = fields.filter((field) => isShown(field, fields, values));
  const main = shown.filter((field) => !field.advanced);
  const more = shown.filter((field) => field.advanced);
  const row = (field: FieldDescription) => (
    <FieldRow
      key={field.name}
      field={field}
      path={path === "" ? field.name : `${path}.${field.name}`}
      values={values}
      onChange={(value) => onChange(field.name, value)}
    />
  );
  const groups = new Set<string>();
  return (
    <NestedFieldsProvider value={FieldsForm}>
      <div className="flex flex-col gap-3">
        {main.map((field) => {
          if (!field.exclusive) return row(field);
          if (groups.has(field.exclusive)) return null;
          groups.add(field.exclusive);
          const members = main.filter((each) => each.exclusive === field.exclusive);
          return (
            <Exclusive
              key={field.exclusive}
              fields={members}
              values={values}
              path={path}
              onChange={onChange}
            />
          );
        })}
        {more.length > 0 && (
          <More open={more.some((field) => values[field.name] !== undefined)}>{more.map(row)}</More>
        )}
      </div>
    </NestedFieldsProvider>
  );
}

/** Folded away until asked for, or set already when the form opens. */
function More({ open: startsOpen, children }: { open: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(startsOpen);
  return (
    <details className="group" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex h-7 cursor-pointer list-none items-center gap-1 text-ink-muted text-xs hover:text-ink">
        <ChevronRight className="size-3.5 transition-transform group-open:rotate-90" aria-hidden />
        More options
      </summary>
      <div className="mt-2 flex flex-col gap-3">{children}</div>
    </details>
  );
}

/** Of fields that exclude each other, one is chosen and drawn. */
function Exclusive({ fields, values, path, onChange }: FieldsFormProps) {
  const given = fields.find((field) => values[field.name] !== undefined);
  const [wanted, setWanted] = useState<string>();
  const chosen = given ?? fields.find((field) => field.name === wanted) ?? fields[0];
  if (!chosen) return null;
  const choose = (name: string) => {
    setWanted(name);
    for (const field of fields) {
      if (field.name !== name && values[field.name] !== undefined) onChange(field.name, undefined);
    }
  };
  return (
    <div className="flex flex-col gap-2">
      {fields.length > 1 && (
        <Select
          label={fields.map((field) => field.title).join(" or ")}
          value={chosen.name}
          options={fields.map((field) => ({ value: field.name, label: field.title }))}
          onValueChange={choose}
        />
      )}
      <FieldRow
        field={chosen}
        path={path === "" ? chosen.name : `${path}.${chosen.name}`}
        values={values}
        hideLabel={fields.length > 1}
        onChange={(value) => onChange(chosen.name, value)}
      />
    </div>
  );
}

function isShown(field: FieldDescription, fields: readonly FieldDescription[], values: JsonObject): boolean {
  const { showWhen } = field;
  if (!showWhen || values[field.name] !== undefined) return true;
  const other = fields.find((each) => each.name === showWhen.field);
  return showWhen.in.includes(String(values[showWhen.field] ?? other?.defaultValue));
}
