import { toast } from "sonner";

interface Undoable {
  message: string;
  /** Does it for good. Called once: when the time for undo is over, or the page is left. */
  commit: () => void;
  onUndo: () => void;
}

const TIME_FOR_UNDO = 7_000;

/** Puts something off for as long as it can be undone: in place of "are you sure". */
export function undoable({ message, commit, onUndo }: Undoable): void {
  let settled = false;
  const settle = (run: () => void) => () => {
    if (settled) return;
    settled = true;
    window.removeEventListener("pagehide", finish);
    run();
  };
  const finish = settle(commit);
  window.addEventListener("pagehide", finish);
  toast(message, {
    duration: TIME_FOR_UNDO,
    action: { label: "Undo", onClick: settle(onUndo) },
    onAutoClose: finish,
    onDismiss: finish,
  });
}
