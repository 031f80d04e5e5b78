"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { api } from "#components/api/client.ts";
import { queryKeys } from "#components/api/query-keys.ts";
import { createDraftSaver, type DraftSaver, type SaveState } from "#components/canvas/state/draft-saver.ts";
import type { EditorStore } from "#components/canvas/state/editor-store.ts";
import { keepLocalDraft } from "#components/canvas/state/local-draft.ts";
import { useWarnBeforeLeaving } from "#components/shell/use-warn-before-leaving.ts";
import type { Journey } from "#core/api/journeys.ts";
import type { JourneyDocument } from "#core/journey/document.ts";
import { placeNodes } from "#core/journey/edit/place-nodes.ts";

export interface Draft {
  state: SaveState;
  /** Revision that the server had when last asked. */
  revision: number;
  /** Saves what is not saved; false if the server did not take it. */
  flush(): Promise<boolean>;
  /** After a conflict: takes the other person's draft, or puts this one over it. */
  reload(): Promise<void>;
  overwrite(): Promise<void>;
}

/** Saves the document as it changes, and warns before leaving with something unsaved. */
export function useDraft(journey: Journey, store: EditorStore): Draft {
  const client = useQueryClient();
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const [revision, setRevision] = useState(journey.draftRevision);
  const saver = useRef<DraftSaver | null>(null);
  const { id } = journey;
  const first = useRef(journey.draftRevision);
  const loaded = useRef<JourneyDocument | null>(null);

  useEffect(() => {
    const made = createDraftSaver({
      revision: first.current,
      save: async (document, from) => {
        const saved = await api.put<Journey>(`/journeys/${id}`, { ...document, revision: from });
        client.setQueryData(queryKeys.journey(id), saved);
        setRevision(saved.draftRevision);
        first.current = saved.draftRevision;
        return saved.draftRevision;
      },
      onState: setState,
      keep: (document, from) => keepLocalDraft(id, document && { document, revision: from }),
    });
    saver.current = made;
    const stop = store.subscribe((now, before) => {
      const document = now.history.present;
      if (document !== before.history.present && document !== loaded.current) made.change(document);
    });
    return () => {
      stop();
      made.dispose();
    };
  }, [id, store, client]);

  useWarnBeforeLeaving(state.kind !== "saved");

  return useMemo(() => {
    const latest = () => api.get<Journey>(`/journeys/${id}`);
    return {
      state,
      revision,
      flush: async () => (await saver.current?.flush()) ?? true,
      reload: async () => {
        const theirs = await latest();
        saver.current?.reset(theirs.draftRevision);
        loaded.current = placeNodes(theirs.document);
        store.getState().load(loaded.current);
      },
      overwrite: async () => saver.current?.resume((await latest()).draftRevision),
    };
  }, [state, revision, id, store]);
}
