"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import type { ControlProps } from "#components/forms/control-props.ts";
import { ReferenceControl } from "#components/forms/reference-control.tsx";
import { TemplateInput } from "#components/forms/template-input.tsx";
import { Field } from "#components/ui/field.tsx";
import type { MessageTemplate } from "#core/api/library.ts";
import type { Page } from "#core/api/page.ts";
import type { Json, JsonObject } from "#core/json.ts";

/** An approved template, with a text for each of its variables. */
export function MessageTemplateControl({ field, path, value, onChange }: ControlProps) {
  const chosen = asObject(value);
  const key = typeof chosen.key === "string" ? chosen.key : undefined;
  const variables = asObject(chosen.variables);
  const { data } = useQuery({
    queryKey: queryKeys.resource("templates"),
    queryFn: ({ signal }) => api.get<Page<MessageTemplate>>("/templates", { query: { limit: 200 }, signal }),
    enabled: key !== undefined,
  });
  const names = data?.data.find((template) => template.key === key)?.variables ?? Object.keys(variables);
  return (
    <div className="flex flex-col gap-2">
      <ReferenceControl
        field={{ ...field, control: { kind: "reference", reference: "template", many: false } }}
        path={`${path}.key`}
        value={key}
        onChange={(next) => onChange(next === undefined ? undefined : { key: next })}
      />
      {names.map((name) => (
        <Field key={name} label={`{{ ${name} }}`}>
          <TemplateInput
            value={typeof variables[name] === "string" ? variables[name] : ""}
            onChange={(text) => onChange({ ...chosen, variables: { ...variables, [name]: text } })}
          />
        </Field>
      ))}
    </div>
  );
}

function asObject(value: Json | undefined): JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
