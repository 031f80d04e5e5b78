"use client";
import {
  CircleAlert,
  CircleCheck,
  Download,
  EllipsisVertical,
  ListTree,
  Plus,
  Redo2,
  Rocket,
  Settings2,
  Sparkles,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import Link from "next/link";
import { JourneyName } from "#components/canvas/header/journey-name.tsx";
import { SaveMark } from "#components/canvas/header/save-mark.tsx";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import type { Commands } from "#components/canvas/state/use-commands.ts";
import type { Draft } from "#components/canvas/state/use-draft.ts";
import { downloadJson, journeyFileName } from "#components/journeys/journey-file.ts";
import { JourneyStatusBadge } from "#components/journeys/journey-status.tsx";
import { useAllowed } from "#components/shell/viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import type { Journey } from "#core/api/journeys.ts";

interface EditorHeaderProps {
  journey: Journey;
  draft: Draft;
  commands: Commands;
  onPalette(): void;
  onProblems(): void;
  onSettings(): void;
  onPublish(): void;
}

/** The journey's name and state, and what can be done with it as a whole. */
export function EditorHeader(props: EditorHeaderProps) {
  const { journey, draft, commands } = props;
  const { readOnly } = useEditorContext();
  const mayPublish = useAllowed("journeys.publish");
  return (
    <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b bg-surface px-3 py-1.5 md:px-4">
      <Link href="/journeys" className="rounded-sm px-1 text-ink-muted hover:text-ink max-sm:sr-only">
        Journeys
      </Link>
      <span aria-hidden className="text-ink-faint max-sm:hidden">
        /
      </span>
      <JourneyName />
      <JourneyStatusBadge status={journey.status} liveVersion={journey.liveVersion} />
      {!readOnly && <SaveMark draft={draft} />}
      <div className="ml-auto flex items-center gap-1">
        {!readOnly && <EditButtons commands={commands} onPalette={props.onPalette} />}
        <ProblemsButton onClick={props.onProblems} />
        <MoreMenu journey={journey} onSettings={props.onSettings} />
        {mayPublish && !readOnly && (
          <Button variant="primary" onClick={props.onPublish}>
            <Rocket aria-hidden />
            Publish
          </Button>
        )}
      </div>
    </header>
  );
}

function EditButtons({ commands, onPalette }: { commands: Commands; onPalette(): void }) {
  const canUndo = useEditor((state) => state.history.past.length > 0);
  const canRedo = useEditor((state) => state.history.future.length > 0);
  return (
    <>
      <IconButton label="Add a step" shortcut="/" onClick={onPalette} className="lg:hidden">
        <Plus aria-hidden />
      </IconButton>
      <IconButton label="Undo" shortcut="⌘ Z" disabled={!canUndo} onClick={commands.undo}>
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton label="Redo" shortcut="⇧ ⌘ Z" disabled={!canRedo} onClick={commands.redo}>
        <Redo2 aria-hidden />
      </IconButton>
      <IconButton label="Tidy up" shortcut="T" onClick={() => void commands.tidy()}>
        <Sparkles aria-hidden />
      </IconButton>
    </>
  );
}

function ProblemsButton({ onClick }: { onClick(): void }) {
  const errors = useEditor(
    (state) => state.problems.filter((problem) => problem.severity === "error").length,
  );
  const all = useEditor((state) => state.problems.length);
  const Icon = errors > 0 ? CircleAlert : all > 0 ? TriangleAlert : CircleCheck;
  const words = all === 0 ? "No problems" : all === 1 ? "1 problem" : `${all} problems`;
  return (
    <Button variant="ghost" onClick={onClick} aria-label={words} className="px-2 tabular-nums">
      <Icon className={errors > 0 ? "text-danger" : all > 0 ? "text-warning" : ""} aria-hidden />
      <span className="max-xl:hidden">{words}</span>
      <span className="xl:hidden">{all}</span>
    </Button>
  );
}

function MoreMenu({ journey, onSettings }: { journey: Journey; onSettings(): void }) {
  const { store } = useEditorContext();
  return (
    <Menu
      trigger={
        <IconButton label="More">
          <EllipsisVertical aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<Settings2 aria-hidden />} onSelect={onSettings}>
        Settings of the journey
      </MenuItem>
      <MenuItem asChild>
        <Link href={`/runs?journey=${journey.id}`}>
          <ListTree className="text-ink-muted" aria-hidden />
          Runs of the journey
        </Link>
      </MenuItem>
      <MenuItem
        icon={<Download aria-hidden />}
        onSelect={() => downloadJson(store.getState().history.present, journeyFileName(journey.key))}
      >
        Export as JSON
      </MenuItem>
    </Menu>
  );
}
