import { z } from "zod";
import { type JourneyDocument, journeyDocumentSchema } from "#core/journey/document.ts";

/** A draft that this browser keeps until the server has it. */
export interface LocalDraft {
  document: JourneyDocument;
  /** The revision it was made from. */
  revision: number;
}

const localDraftSchema = z.object({ document: journeyDocumentSchema, revision: z.number() });

const keyOf = (journeyId: string) => `throughline:draft:${journeyId}`;

/** Keeps a copy; where the browser has no room the page's own guard against leaving remains. */
export function keepLocalDraft(journeyId: string, draft: LocalDraft | null): void {
  try {
    if (draft) window.localStorage.setItem(keyOf(journeyId), JSON.stringify(draft));
    else window.localStorage.removeItem(keyOf(journeyId));
  } catch {
    // Storage is full or switched off.
  }
}

export function readLocalDraft(journeyId: string): LocalDraft | null {
  try {
    const stored = window.localStorage.getItem(keyOf(journeyId));
    const parsed = stored ? localDraftSchema.safeParse(JSON.parse(stored)) : null;
    return parsed?.success ? parsed.data : null;
  } catch {
    return null;
  }
}
