/** A tab that is a link to a page of its own: mark the one that is open with `aria-current="page"`. */
export const tabStyle =
  "-mb-px inline-flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-2.5 font-medium text-ink-muted text-sm transition-colors hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink";
