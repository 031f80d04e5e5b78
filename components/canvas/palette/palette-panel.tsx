"use client";
import { useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { FAMILY_LOOKS } from "#components/canvas/family-look.ts";
import { NodeIcon } from "#components/canvas/node-icon.tsx";
import {
  type PaletteEntry,
  paletteEntries,
  searchEntries,
} from "#components/canvas/palette/palette-entries.ts";
import { type PaletteDrag, usePaletteDrag } from "#components/canvas/palette/use-palette-drag.ts";
import { useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { useAddNode, usePlaceByClick } from "#components/canvas/state/use-add-node.ts";
import { Input } from "#components/ui/input.tsx";
import type { NodeFamily } from "#core/journey/node-definition.ts";

export const PALETTE_SEARCH = "journey-palette-search";

/** Everything that can be put on the canvas: find, then drag, click or press Enter. */
export function PalettePanel({ onAdded }: { onAdded?(): void }) {
  const { catalogue } = useEditorContext();
  const [query, setQuery] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const entries = useMemo(() => paletteEntries(catalogue.activities), [catalogue]);
  const found = searchEntries(entries, query);
  const families = [...new Set(found.map((entry) => entry.family))];
  const { drag, start } = usePaletteDrag();
  const add = useAddNode();
  const place = usePlaceByClick();
  const put = (entry: PaletteEntry) => {
    add(entry, place());
    onAdded?.();
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="p-3 pb-2">
        <Input
          id={PALETTE_SEARCH}
          type="search"
          value={query}
          aria-label="Find a step"
          placeholder="Find a step"
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && found[0]) put(found[0]);
            if (event.key === "ArrowDown") {
              event.preventDefault();
              list.current?.querySelector("button")?.focus();
            }
          }}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: moves the focus among the buttons inside */}
      <div
        ref={list}
        onKeyDown={moveFocus}
        className="scroll-quiet flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-3 pb-3"
      >
        {families.map((family) => (
          <FamilySection
            key={family}
            family={family}
            entries={found.filter((entry) => entry.family === family)}
            onAdd={put}
            onPress={start}
          />
        ))}
        {found.length === 0 && (
          <p className="px-1 py-4 text-center text-ink-muted text-xs">
            No step is called that. Try “wait”, “send” or “assign”.
          </p>
        )}
      </div>
      {drag && <DragGhost drag={drag} />}
    </div>
  );
}

interface FamilySectionProps {
  family: NodeFamily;
  entries: PaletteEntry[];
  onAdd(entry: PaletteEntry): void;
  onPress: ReturnType<typeof usePaletteDrag>["start"];
}

function FamilySection({ family, entries, onAdd, onPress }: FamilySectionProps) {
  return (
    <section aria-label={FAMILY_LOOKS[family].name}>
      <h2 className="mb-1 px-1 font-medium text-ink-muted text-xs">{FAMILY_LOOKS[family].name}</h2>
      <ul className="flex flex-col gap-0.5">
        {entries.map((entry) => (
          <li key={entry.id}>
            <button
              type="button"
              title={entry.description}
              onClick={() => onAdd(entry)}
              onPointerDown={(event) => onPress(entry, event)}
              className="flex w-full touch-none select-none items-center gap-2 rounded-md px-1.5 py-1 text-left hover:bg-hover active:cursor-grabbing"
            >
              <NodeIcon type={entry.type} family={family} />
              <span className="min-w-0">
                <span className="block truncate">{entry.title}</span>
                <span className="block truncate text-ink-faint text-xs">{entry.description}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function DragGhost({ drag }: { drag: PaletteDrag }) {
  return createPortal(
    <div
      style={{ transform: `translate(${drag.x - 120}px, ${drag.y - 24}px)` }}
      className="pointer-events-none fixed top-0 left-0 z-50 flex w-60 items-center gap-2 rounded-lg border border-accent bg-surface p-2.5 shadow-float"
    >
      <NodeIcon type={drag.entry.type} family={drag.entry.family} />
      <span className="truncate font-medium">{drag.entry.title}</span>
    </div>,
    document.body,
  );
}

function moveFocus(event: React.KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const buttons: Element[] = [...event.currentTarget.querySelectorAll("button")];
  const at = document.activeElement ? buttons.indexOf(document.activeElement) : -1;
  const next = buttons[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (next instanceof HTMLElement) next.focus();
}
