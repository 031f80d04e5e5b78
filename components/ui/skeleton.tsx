import { classNames } from "#components/ui/class-names.ts";

/** The place of something that is on its way. Size it by class. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames("h-4 animate-pulse rounded-sm bg-hover", className)} />;
}

/** Rows of a list on their way, announced once. */
export function SkeletonRows({
  rows = 8,
  label,
  className,
}: {
  rows?: number;
  label: string;
  className?: string;
}) {
  return (
    <div role="status" aria-label={label} className={classNames("flex flex-col", className)}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are alike and never move
        <div key={row} className="flex h-11 items-center gap-4 border-line border-b px-4 last:border-b-0">
          <Skeleton className={row % 3 === 0 ? "w-56" : row % 3 === 1 ? "w-40" : "w-48"} />
          <Skeleton className="hidden w-16 sm:block" />
          <Skeleton className="ml-auto w-20" />
        </div>
      ))}
    </div>
  );
}
