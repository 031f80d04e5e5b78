"use client";
import { Button } from "#components/ui/button.tsx";

interface LoadMoreProps {
  /** What is loaded more of, one and several: ["run", "runs"]. */
  noun: readonly [string, string];
  shown: number;
  hasMore: boolean;
  loading: boolean;
  onLoadMore: () => void;
}

/** The foot of a list that pages by cursor. */
export function LoadMore({ noun: [one, several], shown, hasMore, loading, onLoadMore }: LoadMoreProps) {
  return (
    <div className="flex items-center justify-between gap-3 border-line border-t px-4 py-2 md:px-6 text-ink-faint text-xs">
      <span className="tabular-nums" role="status">
        {hasMore ? `First ${shown} ${several}` : `${shown} ${shown === 1 ? one : several}`}
      </span>
      {hasMore && (
        <Button size="small" pending={loading} onClick={onLoadMore}>
          Show more {several}
        </Button>
      )}
    </div>
  );
}
