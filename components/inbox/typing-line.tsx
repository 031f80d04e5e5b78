import type { useWriters } from "./use-typing.ts";

interface TypingLineProps {
  writers: ReturnType<typeof useWriters>;
  /** Stands for a visitor who has not said their name. */
  contactName: string;
}

/** "Maya is writing…", below the thread. */
export function TypingLine({ writers, contactName }: TypingLineProps) {
  const names = writers.map(
    (writer) => writer.name ?? (writer.key === "visitor" ? contactName : "A colleague"),
  );
  return (
    <p role="status" aria-label="Writing now" className="h-5 shrink-0 truncate px-4 text-ink-muted text-xs">
      {names.length > 0 && (
        <>
          {names.join(" and ")} {names.length === 1 ? "is" : "are"} writing
          <span aria-hidden>…</span>
        </>
      )}
    </p>
  );
}
