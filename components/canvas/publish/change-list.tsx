"use client";
import { ArrowRightLeft, Minus, Pencil, Plus, Settings2 } from "lucide-react";
import type { ReactNode } from "react";
import { useEditorContext } from "#components/canvas/state/editor-context.tsx";
import type { JourneyNode } from "#core/journey/document.ts";
import type { DocumentChanges } from "#core/journey/edit/compare-documents.ts";

/** Steps added, removed, changed and led elsewhere, by name. */
export function ChangeList({ changes }: { changes: DocumentChanges }) {
  return (
    <ul className="flex flex-col gap-0.5">
      <Lines nodes={changes.added} word="Added" icon={<Plus className="text-positive" aria-hidden />} />
      <Lines nodes={changes.removed} word="Removed" icon={<Minus className="text-danger" aria-hidden />} />
      <Lines nodes={changes.changed} word="Changed" icon={<Pencil className="text-info" aria-hidden />} />
      <Lines
        nodes={changes.rewired}
        word="Leads elsewhere"
        icon={<ArrowRightLeft className="text-info" aria-hidden />}
      />
      {changes.settings && (
        <li className="flex items-center gap-2 py-0.5 [&_svg]:size-4">
          <Settings2 className="text-info" aria-hidden />
          Settings of the journey changed
        </li>
      )}
    </ul>
  );
}

function Lines({ nodes, word, icon }: { nodes: JourneyNode[]; word: string; icon: ReactNode }) {
  const { catalogue } = useEditorContext();
  return nodes.map((node) => (
    <li key={node.id} className="flex items-center gap-2 py-0.5 [&_svg]:size-4 [&_svg]:shrink-0">
      {icon}
      <span className="text-ink-muted">{word}</span>
      <span className="truncate">{catalogue.titleOf(node)}</span>
    </li>
  ));
}
