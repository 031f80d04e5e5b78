import { DateTime } from "luxon";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TimeField } from "./time-field.tsx";

/** A time of one's own, below the usual ones. */
export function CustomTime({ onChoose }: { onChoose: (at: string) => void }) {
  const [at, setAt] = useState(() => DateTime.now().plus({ days: 1 }).startOf("hour").toISO() ?? "");
  const isPast = Date.parse(at) <= Date.now();
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-2 py-1.5">
      <TimeField label="At a time of your own" value={at} onChange={setAt} />
      <Button size="small" disabled={isPast} onClick={() => onChoose(at)}>
        Set
      </Button>
      {isPast && <span className="text-danger text-xs">That time has passed.</span>}
    </div>
  );
}
