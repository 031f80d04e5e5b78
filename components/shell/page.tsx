import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

interface PageProps {
  title: ReactNode;
  /** Above the title: where this lies. */
  back?: ReactNode;
  /** Beside the title: a badge, a count. */
  aside?: ReactNode;
  /** The page's buttons, the main one last. */
  actions?: ReactNode;
  /** A row below the title: filters, tabs. */
  toolbar?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A page of the studio: a header that stays, and content that scrolls. */
export function Page({ title, back, aside, actions, toolbar, className, children }: PageProps) {
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <header className="shrink-0 border-b px-4 md:px-6">
        <div className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-2 py-2">
          {back}
          <h1 className="min-w-0 truncate font-semibold text-lg">{title}</h1>
          {aside}
          {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
        {toolbar}
      </header>
      <div className={classNames("scroll-quiet min-h-0 flex-1 overflow-y-auto", className)}>{children}</div>
    </div>
  );
}
