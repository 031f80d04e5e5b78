"use client";
import { ReactFlowProvider } from "@xyflow/react";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useMemo, useState } from "react";
import { JourneyCanvas } from "#components/canvas/flow/journey-canvas.tsx";
import { EditorHeader } from "#components/canvas/header/editor-header.tsx";
import { SaveTrouble } from "#components/canvas/header/save-mark.tsx";
import { InspectorPanel } from "#components/canvas/inspector/inspector-panel.tsx";
import { PalettePanel } from "#components/canvas/palette/palette-panel.tsx";
import { QuickAdd } from "#components/canvas/palette/quick-add.tsx";
import { ProblemsPanel } from "#components/canvas/problems/problems-panel.tsx";
import { useProblems } from "#components/canvas/problems/use-problems.ts";
import { RestoreDraft } from "#components/canvas/restore-draft.tsx";
import { makeCatalogue } from "#components/canvas/state/catalogue.ts";
import { EditorProvider, useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { createEditorStore } from "#components/canvas/state/editor-store.ts";
import { useCanvasKeys } from "#components/canvas/state/use-canvas-keys.ts";
import { useCommands } from "#components/canvas/state/use-commands.ts";
import { useDraft } from "#components/canvas/state/use-draft.ts";
import { useNarrow } from "#components/canvas/use-narrow.ts";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Sheet } from "#components/ui/sheet.tsx";
import { SidePanel } from "#components/ui/side-panel.tsx";
import type { Journey } from "#core/api/journeys.ts";
import type { CustomActivityCatalogue } from "#core/journey/custom-activity.ts";
import { placeNodes } from "#core/journey/edit/place-nodes.ts";

const PublishSheet = dynamic(
  async () => (await import("#components/canvas/publish/publish-sheet.tsx")).PublishSheet,
);
const SettingsSheet = dynamic(
  async () => (await import("#components/canvas/header/settings-sheet.tsx")).SettingsSheet,
);

interface JourneyEditorProps {
  journey: Journey;
  activities: CustomActivityCatalogue;
}

/** One journey on the canvas. Mount it anew for another journey. */
export function JourneyEditor({ journey, activities }: JourneyEditorProps) {
  const [store] = useState(() => createEditorStore(placeNodes(journey.document)));
  const catalogue = useMemo(() => makeCatalogue(activities), [activities]);
  const mayEdit = useAllowed("journeys.edit");
  const readOnly = !mayEdit || journey.status === "archived";
  return (
    <ReactFlowProvider>
      <EditorProvider store={store} catalogue={catalogue} readOnly={readOnly}>
        <Editor journey={journey} />
      </EditorProvider>
    </ReactFlowProvider>
  );
}

type Opened = "palette" | "problems" | "settings" | "publish";

function Editor({ journey }: { journey: Journey }) {
  const { store, readOnly } = useEditorContext();
  const [opened, setOpened] = useState<Opened | null>(null);
  const narrow = useNarrow();
  const commands = useCommands();
  const draft = useDraft(journey, store);
  useProblems(journey.problems);
  useCanvasKeys(commands, () => narrow && setOpened("palette"));
  const close = () => setOpened(null);
  const reveal = (nodeId: string, path: string) => {
    store.getState().focusField(nodeId, path);
    commands.reveal(nodeId);
  };
  const palette = <PalettePanel onAdded={narrow ? close : undefined} />;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <EditorHeader
        journey={journey}
        draft={draft}
        commands={commands}
        onPalette={() => setOpened("palette")}
        onProblems={() => setOpened(opened === "problems" ? null : "problems")}
        onSettings={() => setOpened("settings")}
        onPublish={() => setOpened("publish")}
      />
      <SaveTrouble draft={draft} />
      {!readOnly && <RestoreDraft journey={journey} />}
      <div className="flex min-h-0 flex-1">
        {!narrow && !readOnly && (
          <SidePanel side="left" label="Palette" name="palette">
            {palette}
          </SidePanel>
        )}
        <div className="relative flex min-w-0 flex-1 flex-col">
          <div className="relative min-h-0 flex-1">
            <JourneyCanvas />
            {!readOnly && <EmptyCanvas />}
            <QuickAdd />
          </div>
          {opened === "problems" && <ProblemsPanel onClose={close} onReveal={commands.reveal} />}
        </div>
        {!narrow && (
          <SidePanel side="right" label="Inspector" name="inspector">
            <InspectorPanel commands={commands} />
          </SidePanel>
        )}
      </div>
      {narrow && (
        <>
          <Sheet open={opened === "palette"} onOpenChange={close} side="bottom" title="Add a step">
            <div className="flex h-[60vh] flex-col">{palette}</div>
          </Sheet>
          <NarrowInspector />
        </>
      )}
      {opened === "settings" && <SettingsSheet open onOpenChange={close} />}
      {opened === "publish" && (
        <PublishSheet open journey={journey} draft={draft} onOpenChange={close} onReveal={reveal} />
      )}
    </div>
  );
}

/** On a narrow screen the inspector comes up from below when asked for. */
function NarrowInspector() {
  const { store } = useEditorContext();
  const commands = useCommands();
  const selected = useEditor((state) => state.selectedNodes.size);
  const wished = useEditor((state) => state.fieldFocus);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (wished) setOpen(true);
  }, [wished]);
  useEffect(() => {
    if (selected === 0) setOpen(false);
  }, [selected]);
  if (selected === 0) return null;
  return (
    <>
      <div className="flex items-center justify-between gap-2 border-t bg-surface px-3 py-2">
        <Button onClick={() => store.getState().select([])}>Done</Button>
        <Button variant="primary" onClick={() => setOpen(true)}>
          {selected === 1 ? "Edit the step" : `Edit ${selected} steps`}
        </Button>
      </div>
      <Sheet open={open} onOpenChange={setOpen} side="bottom" title="Step" hideHeader>
        <div className="flex h-[70vh] flex-col">
          <InspectorPanel commands={commands} />
        </div>
      </Sheet>
    </>
  );
}

function EmptyCanvas() {
  const empty = useEditor((state) => state.history.present.nodes.length === 0);
  if (!empty) return null;
  return (
    <div className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center px-6 text-center">
      <span className="mb-3 flex size-10 items-center justify-center rounded-lg border border-line-strong border-dashed text-ink-muted">
        <Plus className="size-5" aria-hidden />
      </span>
      <h2 className="font-semibold text-base">Draw how the conversation goes</h2>
      <p className="mt-1 max-w-sm text-balance text-ink-muted">
        Drag a trigger here to say what starts the journey, then draw from its outlet to what happens next.
      </p>
    </div>
  );
}
