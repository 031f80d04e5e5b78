import type { ReactNode } from "react";

interface BoardCardProps {
  title: string;
  /** The figure that the card is about. */
  figure?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}

/** One subject of the board: its figure, and what it is made of. */
export function BoardCard({ title, figure, aside, children }: BoardCardProps) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col rounded-lg border bg-surface">
      <header className="flex flex-wrap items-baseline gap-x-2 border-b px-4 py-2.5">
        <h2 className="font-medium">{title}</h2>
        {figure !== undefined && <span className="font-semibold text-base tabular-nums">{figure}</span>}
        {aside && <span className="ml-auto text-ink-muted text-xs">{aside}</span>}
      </header>
      {children}
    </section>
  );
}

/** What a card says where there is nothing. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-4 py-3 text-ink-faint">{children}</p>;
}
