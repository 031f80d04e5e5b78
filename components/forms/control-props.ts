import type { FieldDescription } from "#components/forms/describe-fields.ts";
import type { Json } from "#core/json.ts";

/** What every control of a generated form is given. */
export interface ControlProps {
  field: FieldDescription;
  /** Dotted path inside the config; problems name it. */
  path: string;
  value: Json | undefined;
  /** `undefined` takes the value away. */
  onChange(value: Json | undefined): void;
}
