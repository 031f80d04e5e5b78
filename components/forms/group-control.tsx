"use client";
import type { ControlProps } from "#components/forms/control-props.ts";
import {
  describeFields,
  type FieldDescription,
  type FieldSchema,
} from "#components/forms/describe-fields.ts";
import { useFormScope } from "#components/forms/form-scope.tsx";
import { NestedFields } from "#components/forms/nested-fields.tsx";
import { setAt } from "#components/forms/set-at.ts";
import { JsonControl } from "#components/forms/text-controls.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { findCustomActivity } from "#core/journey/custom-activity.ts";
import type { Json, JsonObject } from "#core/json.ts";

/** A nested object as a section; an optional one is switched on and off. */
export function GroupControl({ field, path, value, onChange }: ControlProps) {
  if (field.control.kind !== "group") return null;
  const always = field.required || field.exclusive !== undefined || field.defaultValue !== undefined;
  const on = always || value !== undefined;
  return (
    <div className="flex flex-col gap-2">
      {!always && (
        <Switch
          label={field.title}
          hint={field.description}
          checked={on}
          onCheckedChange={(next) => onChange(next ? {} : undefined)}
        />
      )}
      {on && <Nested fields={field.control.fields} path={path} value={value} onChange={onChange} />}
    </div>
  );
}

interface NestedProps {
  fields: FieldDescription[];
  path: string;
  value: Json | undefined;
  onChange(value: Json): void;
}

function Nested({ fields, path, value, onChange }: NestedProps) {
  const values: JsonObject =
    value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
  return (
    <div className="flex flex-col gap-3 border-line border-l-2 pl-3">
      <NestedFields
        fields={fields}
        values={values}
        path={path}
        onChange={(below, next) => onChange(setAt(values, below, next))}
      />
    </div>
  );
}

/** A form made from the input of the activity that the node runs; JSON while the activity is not known. */
export function ActivityInputControl(props: ControlProps & { activity: Json | undefined }) {
  const { activities } = useFormScope();
  const activity = findCustomActivity(activities, props.activity);
  if (!activity) return <JsonControl {...props} />;
  const fields = describeFields(activity.inputSchema as FieldSchema, "template");
  if (fields.length === 0) return <p className="text-ink-faint text-xs">It needs no input.</p>;
  return <Nested fields={fields} path={props.path} value={props.value} onChange={props.onChange} />;
}
