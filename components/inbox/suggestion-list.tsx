export interface Suggestion {
  id: string;
  name: string;
  detail: string;
}

interface SuggestionListProps {
  id: string;
  label: string;
  options: readonly Suggestion[];
  active: string | undefined;
  empty: string;
  onChoose: (option: Suggestion) => void;
}

/** Suggestions above a text that is being written. The focus stays in the text, which names the active one. */
export function SuggestionList({ id, label, options, active, empty, onChoose }: SuggestionListProps) {
  if (options.length === 0)
    return (
      <p
        role="status"
        className="mx-2 mt-2 rounded-md border border-line bg-raised px-3 py-2 text-ink-muted text-xs"
      >
        {empty}
      </p>
    );
  return (
    <div
      id={id}
      role="listbox"
      aria-label={label}
      tabIndex={-1}
      className="mx-2 mt-2 overflow-hidden rounded-md border border-line bg-raised"
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text box holds the focus and handles the keys
        <div
          key={option.id}
          id={`${id} ${option.id}`.replaceAll(" ", "-")}
          role="option"
          tabIndex={-1}
          aria-selected={option.id === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(option)}
          className="flex w-full cursor-pointer gap-2 px-3 py-1.5 text-left hover:bg-hover aria-selected:bg-selected"
        >
          <span className="shrink-0 font-medium">{option.name}</span>
          <span className="truncate text-ink-muted">{option.detail}</span>
        </div>
      ))}
    </div>
  );
}
