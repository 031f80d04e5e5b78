import { DateTime } from "luxon";
import { Input } from "#components/ui/input.tsx";

interface TimeFieldProps {
  label: string;
  /** ISO 8601. */
  value: string;
  /** Told only of whole times. */
  onChange: (at: string) => void;
}

/** A day and time in the viewer's zone. */
export function TimeField({ label, value, onChange }: TimeFieldProps) {
  const local = DateTime.fromISO(value);
  return (
    <Input
      type="datetime-local"
      aria-label={label}
      value={local.isValid ? local.toFormat("yyyy-MM-dd'T'HH:mm") : ""}
      min={DateTime.now().toFormat("yyyy-MM-dd'T'HH:mm")}
      onChange={(event) => {
        const at = DateTime.fromISO(event.target.value);
        if (at.isValid) onChange(at.toISO() ?? value);
      }}
      className="w-auto"
    />
  );
}
