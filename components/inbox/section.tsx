import type { ReactNode } from "react";

/** A titled part of the context panel. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 font-medium text-ink-muted text-xs">{title}</h3>
      {children}
    </section>
  );
}
