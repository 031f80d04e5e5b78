"use client";
import { CircleAlert, TriangleAlert } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { formFieldsOf } from "#components/canvas/state/catalogue.ts";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { FieldsForm } from "#components/forms/fields-form.tsx";
import { focusField } from "#components/forms/focus-field.ts";
import { type FormScope, FormScopeProvider } from "#components/forms/form-scope.tsx";
import { setAt } from "#components/forms/set-at.ts";
import type { JourneyNode } from "#core/journey/document.ts";
import { configureNode } from "#core/journey/edit/change-node.ts";
import { savedBefore } from "#core/journey/edit/saved-variables.ts";
import type { NodeDefinition } from "#core/journey/node-definition.ts";
import type { Problem } from "#core/journey/problem.ts";
import type { Json } from "#core/json.ts";

const NO_PROBLEMS: readonly Problem[] = [];

/** The form of a step's config, made from its schema; what is typed is in the document at once. */
export function NodeForm({ node, definition }: { node: JourneyNode; definition: NodeDefinition }) {
  const { store, catalogue, readOnly } = useEditorContext();
  const problems = useEditor((state) => state.problemsByNode.get(node.id) ?? NO_PROBLEMS);
  const form = useRef<HTMLFieldSetElement>(null);
  const scope = useNodeScope(node, problems);
  const fields = formFieldsOf(definition);
  const general = problems.filter(
    ({ path }) =>
      path === undefined || path === "" || !fields.some(({ name }) => path.split(".")[0] === name),
  );
  const change = useCallback(
    (path: string, value: Json | undefined) =>
      store.getState().edit((document) => {
        const present = document.nodes.find((each) => each.id === node.id);
        if (!present) return document;
        const outlets = (each: JourneyNode) => catalogue.outletsOf(each).map((outlet) => outlet.id);
        return configureNode(document, node.id, setAt(present.config, path, value), outlets);
      }, `config:${node.id}:${path}`),
    [store, catalogue, node.id],
  );
  useFocusWish(node.id, form);
  return (
    <FormScopeProvider scope={scope}>
      <fieldset
        ref={form}
        data-node-form
        disabled={readOnly}
        aria-label="Settings of the step"
        className="flex min-w-0 flex-col gap-3 p-4"
      >
        {general.map((problem) => (
          <GeneralProblem key={problem.code + problem.message} problem={problem} />
        ))}
        <FieldsForm fields={fields} values={node.config} path="" onChange={change} />
      </fieldset>
    </FormScopeProvider>
  );
}

function useNodeScope(node: JourneyNode, problems: readonly Problem[]): FormScope {
  const { store, catalogue } = useEditorContext();
  const document = useEditor((state) => state.history.present);
  const saved = savedBefore(document, node.id, catalogue.savedBy).join("\n");
  return useMemo(
    () => ({
      messageAt: (path) => problems.find((problem) => problem.path === path)?.message,
      savedVariables: saved === "" ? [] : saved.split("\n"),
      activities: catalogue.activities,
      onSettled: () => store.getState().endGesture(),
    }),
    [problems, saved, catalogue, store],
  );
}

/** Someone jumped here from a problem: its field gets the focus. */
function useFocusWish(nodeId: string, form: React.RefObject<HTMLElement | null>): void {
  const wish = useEditor((state) => state.fieldFocus);
  const done = useRef(0);
  useEffect(() => {
    if (!wish || wish.nodeId !== nodeId || wish.at === done.current || !form.current) return;
    done.current = wish.at;
    focusField(form.current, wish.path);
  }, [wish, nodeId, form]);
}

function GeneralProblem({ problem }: { problem: Problem }) {
  const serious = problem.severity === "error";
  const Icon = serious ? CircleAlert : TriangleAlert;
  return (
    <p
      className={`flex items-start gap-2 rounded-md p-2 text-xs ${serious ? "bg-danger-soft text-danger" : "bg-warning-soft text-warning"}`}
    >
      <Icon className="mt-0.5 size-3.5 shrink-0" aria-hidden />
      <span>
        {problem.message}
        {problem.hint && <span className="block">{problem.hint}</span>}
      </span>
    </p>
  );
}
