"use client";
import { useMemo } from "react";
import { describeSchema } from "#components/canvas/state/catalogue.ts";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { FieldsForm } from "#components/forms/fields-form.tsx";
import { type FormScope, FormScopeProvider } from "#components/forms/form-scope.tsx";
import { setAt } from "#components/forms/set-at.ts";
import { Field } from "#components/ui/field.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { journeySettingsSchema } from "#core/journey/settings.ts";

const FIELDS = describeSchema(journeySettingsSchema);

/** How the journey as a whole behaves; changed like a step, and undone like one. */
export function SettingsSheet({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }) {
  const { store, catalogue, readOnly } = useEditorContext();
  const document = useEditor((state) => state.history.present);
  const problems = useEditor((state) => state.problems);
  const scope = useMemo(
    (): FormScope => ({
      messageAt: (path) => problems.find((each) => !each.nodeId && each.path === `settings.${path}`)?.message,
      savedVariables: document.nodes.flatMap(catalogue.savedBy),
      activities: catalogue.activities,
      onSettled: () => store.getState().endGesture(),
    }),
    [problems, document.nodes, catalogue, store],
  );
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title="Settings of the journey"
      description="They take effect for runs of the next version that you publish."
    >
      <FormScopeProvider scope={scope}>
        <fieldset data-node-form disabled={readOnly} className="flex min-w-0 flex-col gap-4 p-5">
          <Field label="What it is for" aside="Optional">
            <Textarea
              value={document.description ?? ""}
              maxLength={5000}
              onChange={(event) => {
                const description = event.target.value;
                store.getState().edit(({ description: _, ...rest }) => {
                  return description === "" ? rest : { ...rest, description };
                }, "description");
              }}
            />
          </Field>
          <FieldsForm
            fields={FIELDS}
            values={document.settings ?? {}}
            path=""
            onChange={(path, value) =>
              store
                .getState()
                .edit(
                  (before) => ({ ...before, settings: setAt(before.settings ?? {}, path, value) }),
                  `settings:${path}`,
                )
            }
          />
        </fieldset>
      </FormScopeProvider>
    </Sheet>
  );
}
