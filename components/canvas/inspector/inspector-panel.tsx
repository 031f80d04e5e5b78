"use client";
import { Copy, MousePointerClick, Trash2 } from "lucide-react";
import { Connections } from "#components/canvas/inspector/connections.tsx";
import { NodeForm } from "#components/canvas/inspector/node-form.tsx";
import { NodeIcon } from "#components/canvas/node-icon.tsx";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import type { Commands } from "#components/canvas/state/use-commands.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { JourneyNode } from "#core/journey/document.ts";
import { renameNode } from "#core/journey/edit/change-node.ts";

/** The chosen step: its name, its form, where it leads. */
export function InspectorPanel({ commands }: { commands: Commands }) {
  const selected = useEditor((state) => state.selectedNodes);
  const nodes = useEditor((state) => state.history.present.nodes);
  const [id] = selected;
  const node = nodes.find((each) => each.id === id);
  if (selected.size > 1) return <SeveralChosen count={selected.size} commands={commands} />;
  if (!node) return <NothingChosen />;
  return <Inspector key={node.id} node={node} commands={commands} />;
}

function Inspector({ node, commands }: { node: JourneyNode; commands: Commands }) {
  const { store, catalogue, readOnly } = useEditorContext();
  const definition = catalogue.definitionOf(node);
  return (
    <section aria-label={`Step: ${catalogue.titleOf(node)}`} className="flex min-h-0 flex-1 flex-col">
      <header className="flex items-start gap-2 border-line border-b p-3">
        <NodeIcon type={node.type} family={catalogue.familyOf(node)} />
        <div className="min-w-0 flex-1">
          <Input
            aria-label="Name of the step"
            value={node.label ?? ""}
            placeholder={catalogue.titleOf({ ...node, label: undefined })}
            maxLength={200}
            disabled={readOnly}
            onChange={(event) =>
              store
                .getState()
                .edit((document) => renameNode(document, node.id, event.target.value), `label:${node.id}`)
            }
            onBlur={() => store.getState().endGesture()}
            className="h-7 border-transparent px-1.5 font-medium placeholder:text-ink"
          />
          <p className="px-1.5 text-ink-faint text-xs">
            {definition?.description ?? "This version of the studio does not know this step."}
          </p>
        </div>
        {!readOnly && (
          <div className="flex">
            <IconButton size="small" label="Duplicate the step" shortcut="⌘ D" onClick={commands.duplicate}>
              <Copy aria-hidden />
            </IconButton>
            <IconButton
              size="small"
              label="Delete the step"
              shortcut="⌫"
              onClick={() => commands.remove(new Set([node.id]))}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </div>
        )}
      </header>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        {definition && <NodeForm node={node} definition={definition} />}
        <Connections node={node} />
      </div>
    </section>
  );
}

function SeveralChosen({ count, commands }: { count: number; commands: Commands }) {
  const { readOnly } = useEditorContext();
  return (
    <section aria-label="Chosen steps" className="flex flex-col gap-3 p-4">
      <p className="font-medium">{count} steps chosen</p>
      <p className="text-ink-muted text-xs">
        Drag one of them to move them all. Copies paste into any journey.
      </p>
      {!readOnly && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={commands.duplicate}>
            <Copy aria-hidden />
            Duplicate
          </Button>
          <Button size="small" onClick={commands.removeSelected}>
            <Trash2 aria-hidden />
            Delete {count} steps
          </Button>
        </div>
      )}
    </section>
  );
}

function NothingChosen() {
  const empty = useEditor((state) => state.history.present.nodes.length === 0);
  return (
    <div className="flex flex-1 flex-col items-center justify-center px-6 text-center text-ink-muted">
      <MousePointerClick className="mb-2 size-5" aria-hidden />
      <p className="font-medium text-ink">{empty ? "Start with a trigger" : "Choose a step"}</p>
      <p className="mt-1 text-xs">
        {empty
          ? "A trigger says what starts the journey. Drag “Message received” onto the canvas, then draw a way on from its outlet."
          : "Its settings appear here. Draw from an outlet to connect steps, or into empty space to add one."}
      </p>
    </div>
  );
}
