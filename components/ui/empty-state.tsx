import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** What this place is for and how something comes here. */
  children?: ReactNode;
  /** What to do next. */
  actions?: ReactNode;
  className?: string;
}

/** Nothing here yet: says what would be and how to get it. */
export function EmptyState({ icon, title, children, actions, className }: EmptyStateProps) {
  return (
    <div className={classNames("flex flex-col items-center px-6 py-14 text-center", className)}>
      {icon && (
        <span className="mb-3 flex size-10 items-center justify-center rounded-lg border border-line bg-surface text-ink-muted [&_svg]:size-5">
          {icon}
        </span>
      )}
      <h2 className="font-semibold text-base">{title}</h2>
      {children && <div className="mt-1 max-w-md text-balance text-ink-muted">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
