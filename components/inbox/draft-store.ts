/** A draft per conversation and mode, kept in the browser so that nothing typed is lost. */
export type ComposerMode = "reply" | "note";

/** Told on the window when words come back into a conversation's draft from elsewhere; the detail is its id. */
export const WORDS_BACK = "throughline:words-back";

const keyOf = (conversationId: string, mode: ComposerMode) => `throughline.draft.${mode}.${conversationId}`;

export function readDraft(conversationId: string, mode: ComposerMode): string {
  return safely(() => window.localStorage.getItem(keyOf(conversationId, mode))) ?? "";
}

export function writeDraft(conversationId: string, mode: ComposerMode, text: string): void {
  safely(() => {
    if (text === "") window.localStorage.removeItem(keyOf(conversationId, mode));
    else window.localStorage.setItem(keyOf(conversationId, mode), text);
  });
}

/** Puts words that were not sent back into the draft, before what has been written since. */
export function keepWords(conversationId: string, mode: ComposerMode, words: string): void {
  const since = readDraft(conversationId, mode).trim();
  writeDraft(conversationId, mode, since === "" ? words : `${words}\n\n${since}`);
}

/** Storage may be switched off or full: then drafts live only as long as the page. */
function safely<Result>(run: () => Result): Result | null {
  try {
    return run();
  } catch {
    return null;
  }
}
