"use client";
import { CircleAlert } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import { ConditionBuilder } from "#components/conditions/condition-builder.tsx";
import { CasesControl } from "#components/forms/cases-control.tsx";
import { ChangesControl } from "#components/forms/changes-control.tsx";
import { MultiSelectControl, SelectControl, TimezoneControl } from "#components/forms/choice-controls.tsx";
import type { ControlProps } from "#components/forms/control-props.ts";
import type { Control, FieldDescription } from "#components/forms/describe-fields.ts";
import { DurationInput } from "#components/forms/duration-input.tsx";
import { useFormScope } from "#components/forms/form-scope.tsx";
import { ActivityInputControl, GroupControl } from "#components/forms/group-control.tsx";
import { ListControl } from "#components/forms/list-controls.tsx";
import { LocalizedTextControl } from "#components/forms/localized-text-control.tsx";
import { MessageTemplateControl } from "#components/forms/message-template-control.tsx";
import { PathControl, TemplateControl, VariableNameControl } from "#components/forms/path-control.tsx";
import { ReferenceControl } from "#components/forms/reference-control.tsx";
import {
  JsonControl,
  LongTextControl,
  NumberControl,
  TextControl,
  TimeControl,
} from "#components/forms/text-controls.tsx";
import { ValuesControl } from "#components/forms/values-control.tsx";
import { WordsInput } from "#components/forms/words-control.tsx";
import { Field } from "#components/ui/field.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { Json, JsonObject } from "#core/json.ts";

interface FieldRowProps {
  field: FieldDescription;
  path: string;
  /** The object that the field is an entry of. */
  values: JsonObject;
  hideLabel?: boolean;
  onChange(value: Json | undefined): void;
}

/** Controls that are one input, and stand under a label. */
const SINGLE: Partial<Record<Control["kind"], ComponentType<ControlProps>>> = {
  text: TextControl,
  longText: LongTextControl,
  template: TemplateControl,
  localizedText: LocalizedTextControl,
  dateTime: TemplateControl,
  number: NumberControl,
  time: TimeControl,
  select: SelectControl,
  timezone: TimezoneControl,
  words: WordsControl,
  variableName: VariableNameControl,
  variablePath: PathControl,
  path: PathControl,
  reference: ReferenceControl,
  duration: DurationControl,
  signedDuration: DurationControl,
  json: JsonControl,
};

/** Controls of several inputs, which stand under a heading. */
const COMPOUND: Partial<Record<Control["kind"], ComponentType<ControlProps>>> = {
  multiSelect: MultiSelectControl,
  list: ListControl,
  cases: CasesControl,
  changes: ChangesControl,
  values: ValuesControl,
  messageTemplate: MessageTemplateControl,
  condition: ConditionControl,
};

/** One field of a generated form: its label, its control, its hint and what is wrong with it. */
export function FieldRow({ field, path, values, hideLabel, onChange }: FieldRowProps) {
  const { messageAt } = useFormScope();
  const props = { field, path, value: values[field.name], onChange };
  const { kind } = field.control;
  const error = messageAt(path);
  const Single = SINGLE[kind];
  if (Single) {
    return (
      <div data-path={path}>
        <Field
          label={field.title}
          hint={field.description}
          error={error}
          required={field.required}
          hideLabel={hideLabel}
        >
          <Single {...props} />
        </Field>
      </div>
    );
  }
  if (kind === "switch") {
    return (
      <div data-path={path}>
        <Switch
          label={field.title}
          hint={field.description}
          checked={(props.value ?? field.defaultValue) === true}
          onCheckedChange={onChange}
        />
        <FieldError message={error} />
      </div>
    );
  }
  const headless = hideLabel || (kind === "group" && isOptionalGroup(field));
  return (
    <Heading field={field} path={path} error={error} headless={headless}>
      {kind === "group" && <GroupControl {...props} />}
      {kind === "activityInput" && <ActivityInputControl {...props} activity={values.activity} />}
      <Compound {...props} />
    </Heading>
  );
}

function Compound(props: ControlProps) {
  const Drawn = COMPOUND[props.field.control.kind];
  return Drawn ? <Drawn {...props} /> : null;
}

interface HeadingProps {
  field: FieldDescription;
  path: string;
  error: string | undefined;
  headless: boolean;
  children: ReactNode;
}

function Heading({ field, path, error, headless, children }: HeadingProps) {
  return (
    <fieldset data-path={path} className="flex min-w-0 flex-col gap-1.5">
      <legend className={headless ? "sr-only" : "mb-1.5 font-medium text-xs"}>{field.title}</legend>
      {children}
      <FieldError message={error} />
      {field.description && !headless && <p className="text-ink-faint text-xs">{field.description}</p>}
    </fieldset>
  );
}

function FieldError({ message }: { message: string | undefined }) {
  if (!message) return null;
  return (
    <p role="alert" className="flex items-start gap-1 text-danger text-xs">
      <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
      {message}
    </p>
  );
}

function isOptionalGroup(field: FieldDescription): boolean {
  return !field.required && field.exclusive === undefined && field.defaultValue === undefined;
}

function WordsControl({ field, value, onChange }: ControlProps) {
  return <WordsInput value={value} onChange={onChange} placeholder={field.placeholder} />;
}

function DurationControl({ field, value, onChange }: ControlProps) {
  const { onSettled } = useFormScope();
  return (
    <DurationInput
      value={value}
      onChange={onChange}
      defaultValue={field.defaultValue}
      signed={field.control.kind === "signedDuration"}
      label={field.title}
      onSettled={onSettled}
    />
  );
}

function ConditionControl({ field, path, value, onChange }: ControlProps) {
  return (
    <ConditionBuilder
      label={field.title}
      path={path}
      value={value}
      onChange={(condition) => onChange(condition as Json | undefined)}
    />
  );
}
