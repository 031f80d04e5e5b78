import Link from "next/link";
import { useState } from "react";
import { FOLDS_FROM, type SystemLine } from "./system-lines.ts";
import { clockTime, fullTime } from "./thread-dates.ts";

/** What happened between two messages. Many lines fold into one. */
export function SystemLines({ lines }: { lines: SystemLine[] }) {
  const [open, setOpen] = useState(false);
  const folded = lines.length >= FOLDS_FROM && !open;
  const last = lines.at(-1);
  return (
    <div className="flex flex-col items-center gap-0.5 px-4 pt-3 text-ink-faint text-xs">
      {folded && last ? (
        <>
          <button
            type="button"
            aria-expanded={false}
            onClick={() => setOpen(true)}
            className="rounded-sm px-1.5 underline-offset-2 hover:text-ink hover:underline"
          >
            {lines.length - 1} things happened
          </button>
          <Line line={last} />
        </>
      ) : (
        lines.map((line) => <Line key={line.id} line={line} />)
      )}
    </div>
  );
}

function Line({ line }: { line: SystemLine }) {
  return (
    <p className="text-center">
      {line.runId ? (
        <Link href={`/runs/${line.runId}`} className="underline-offset-2 hover:underline">
          {line.text}
        </Link>
      ) : (
        line.text
      )}{" "}
      <time dateTime={line.at} title={fullTime(line.at)}>
        {clockTime(line.at)}
      </time>
    </p>
  );
}
