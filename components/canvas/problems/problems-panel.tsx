"use client";
import { CircleCheck, X } from "lucide-react";
import { useEditor, useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { ProblemList } from "#components/ui/problem-list.tsx";

interface ProblemsPanelProps {
  onClose(): void;
  /** Brings a step into view. */
  onReveal(nodeId: string): void;
}

/** What is wrong with the journey as it stands; each line leads to its step and field. */
export function ProblemsPanel({ onClose, onReveal }: ProblemsPanelProps) {
  const { store } = useEditorContext();
  const problems = useNamedProblems();
  return (
    <section aria-label="Problems" className="flex max-h-56 flex-col border-line border-t bg-surface">
      <header className="flex items-center justify-between py-1 pr-2 pl-4">
        <h2 className="font-medium text-xs">Problems</h2>
        <IconButton size="small" label="Close the problems" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="scroll-quiet min-h-0 overflow-y-auto px-2 pb-2">
        {problems.length === 0 ? (
          <p className="flex items-center gap-2 px-2 py-3 text-ink-muted">
            <CircleCheck className="size-4 text-positive" aria-hidden />
            Nothing stands in the way of publishing.
          </p>
        ) : (
          <ProblemList
            problems={problems}
            onSelect={(problem) => {
              if (!problem.nodeId) return;
              store.getState().focusField(problem.nodeId, problem.path ?? "");
              onReveal(problem.nodeId);
            }}
          />
        )}
      </div>
    </section>
  );
}

/** The problems with the name of their step before each. */
export function useNamedProblems() {
  const { catalogue } = useEditorContext();
  const problems = useEditor((state) => state.problems);
  const nodes = useEditor((state) => state.history.present.nodes);
  return problems.map((problem) => {
    const node = nodes.find((each) => each.id === problem.nodeId);
    return node ? { ...problem, message: `${catalogue.titleOf(node)}: ${problem.message}` } : { ...problem };
  });
}
