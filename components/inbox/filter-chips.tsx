import { X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { FILTER_LABELS, type FilterOption, wordsOf } from "./filter-words.ts";
import { FILTER_NAMES, type FilterName, type InboxFilters, valuesOf } from "./inbox-address.ts";
import { useFilterOptions } from "./use-filter-options.ts";

interface FilterChipsProps {
  filters: InboxFilters;
  onChange: (filters: InboxFilters) => void;
  /** Keeps what the list shows now under a name. */
  onSave: () => void;
}

/** What the list is narrowed by now; each part can be taken out. */
export function FilterChips({ filters, onChange, onSave }: FilterChipsProps) {
  const names = FILTER_NAMES.filter((name) => filters[name]);
  const options = useFilterOptions(names.length > 0);
  if (names.length === 0) return null;
  const without = (name: FilterName) => {
    const { [name]: _, ...rest } = filters;
    onChange(rest);
  };
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1 border-b px-2 py-1.5">
      {names.map((name) => (
        <span
          key={name}
          className="inline-flex h-6 max-w-full items-center gap-1 rounded-sm bg-selected pl-1.5 text-xs"
        >
          <span className="text-ink-muted">{FILTER_LABELS[name]}:</span>
          <span className="truncate font-medium">{valueWords(valuesOf(filters, name), options[name])}</span>
          <button
            type="button"
            aria-label={`Take out ${FILTER_LABELS[name].toLowerCase()}`}
            onClick={() => without(name)}
            className="flex h-6 w-5 shrink-0 items-center justify-center rounded-r-sm text-ink-muted hover:bg-hover hover:text-ink"
          >
            <X className="size-3.5" aria-hidden />
          </button>
        </span>
      ))}
      <span className="ml-auto flex items-center gap-3 pr-1">
        {names.length > 1 && (
          <Button variant="link" size="small" onClick={() => onChange({})}>
            Clear
          </Button>
        )}
        <Button variant="link" size="small" onClick={onSave}>
          Save view
        </Button>
      </span>
    </div>
  );
}

function valueWords(values: string[], options: readonly FilterOption[]): string {
  return values
    .map((value) => options.find((option) => option.value === value)?.label ?? wordsOf(value))
    .join(", ");
}
