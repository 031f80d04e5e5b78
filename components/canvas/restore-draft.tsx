"use client";
import { History } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useEditorContext } from "#components/canvas/state/editor-context.tsx";
import { keepLocalDraft, type LocalDraft, readLocalDraft } from "#components/canvas/state/local-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { toastDone } from "#components/ui/toast.tsx";
import type { Journey } from "#core/api/journeys.ts";
import { placeNodes } from "#core/journey/edit/place-nodes.ts";

/**
 * What this browser kept because the server never got it. Made from the draft as it still is, it comes back
 * by itself; made from an older one, the person chooses.
 */
export function RestoreDraft({ journey }: { journey: Journey }) {
  const { store } = useEditorContext();
  const [older, setOlder] = useState<LocalDraft | null>(null);
  // As it was when the canvas opened: saving moves the revision on.
  const opened = useRef({ id: journey.id, revision: journey.draftRevision });
  useEffect(() => {
    const kept = readLocalDraft(opened.current.id);
    if (!kept) return;
    if (kept.revision !== opened.current.revision) return setOlder(kept);
    store.getState().edit(() => placeNodes(kept.document));
    toastDone("Changes that had not been saved are back");
  }, [store]);
  if (!older) return null;
  const forget = () => {
    keepLocalDraft(journey.id, null);
    setOlder(null);
  };
  const restore = () => {
    store.getState().edit(() => placeNodes(older.document));
    setOlder(null);
  };
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-info-soft px-4 py-2 text-info"
    >
      <History className="size-4 shrink-0" aria-hidden />
      <p className="min-w-0 flex-1">
        This browser holds changes that were never saved. The journey has been saved by someone since.
      </p>
      <Button size="small" onClick={forget}>
        Forget them
      </Button>
      <Button size="small" onClick={restore}>
        Put them back
      </Button>
    </div>
  );
}
