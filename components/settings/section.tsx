import type { ReactNode } from "react";

interface SectionProps {
  title: string;
  /** What this is for, in a sentence. */
  description: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** One subject of the settings: what it is for, its button, its list in a frame. */
export function Section({ title, description, actions, children }: SectionProps) {
  return (
    <section className="mx-auto w-full max-w-4xl px-4 py-6 md:px-6">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div className="max-w-xl">
          <h2 className="font-semibold text-base">{title}</h2>
          <p className="text-ink-muted">{description}</p>
        </div>
        {actions}
      </div>
      <div className="overflow-hidden rounded-lg border bg-surface">{children}</div>
    </section>
  );
}
