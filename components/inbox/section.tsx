import type { ReactNode } from "react";

interface SectionProps {
  title: string;
  /** Right of the title: a button that adds something. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled part of the context panel. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <div className="mb-1.5 flex min-h-6 items-center justify-between gap-2">
        <h3 className="font-medium text-ink-muted text-xs">{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
