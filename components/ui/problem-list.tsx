import { CircleAlert, TriangleAlert } from "lucide-react";
import { ApiError } from "#components/api/api-error.ts";
import { Button } from "#components/ui/button.tsx";
import { classNames } from "#components/ui/class-names.ts";
import type { ApiProblem } from "#core/api/problem-details.ts";

interface ProblemListProps {
  problems: readonly ApiProblem[];
  /** Makes each line a button that leads to its place. */
  onSelect?: (problem: ApiProblem) => void;
  className?: string;
}

/** Mistakes with their hints, errors first. */
export function ProblemList({ problems, onSelect, className }: ProblemListProps) {
  const sorted = [...problems].sort((one, other) => one.severity.localeCompare(other.severity));
  return (
    <ul className={classNames("flex flex-col gap-1", className)}>
      {sorted.map((problem) => (
        <li key={`${problem.code} ${problem.nodeId} ${problem.path} ${problem.message}`}>
          {onSelect ? (
            <button
              type="button"
              onClick={() => onSelect(problem)}
              className="w-full rounded-md px-2 py-1.5 text-left hover:bg-hover"
            >
              <ProblemLine problem={problem} />
            </button>
          ) : (
            <ProblemLine problem={problem} />
          )}
        </li>
      ))}
    </ul>
  );
}

function ProblemLine({ problem }: { problem: ApiProblem }) {
  const serious = problem.severity === "error";
  const Icon = serious ? CircleAlert : TriangleAlert;
  return (
    <span className="flex items-start gap-2">
      <Icon
        className={classNames("mt-0.5 size-4 shrink-0", serious ? "text-danger" : "text-warning")}
        aria-hidden
      />
      <span>
        <span className="sr-only">{serious ? "Error: " : "Warning: "}</span>
        {problem.message}
        {problem.hint && <span className="block text-ink-muted text-xs">{problem.hint}</span>}
      </span>
    </span>
  );
}

interface ErrorNoticeProps {
  /** What could not be done: "The runs could not be loaded". */
  what: string;
  error: unknown;
  onRetry?: () => void;
  className?: string;
}

/** An error where it happened: what, why, and a way to try again. */
export function ErrorNotice({ what, error, onRetry, className }: ErrorNoticeProps) {
  const known = error instanceof ApiError ? error : null;
  return (
    <div
      role="alert"
      className={classNames("flex flex-col gap-2 rounded-lg border border-line bg-surface p-4", className)}
    >
      <div className="flex items-start gap-2">
        <CircleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
        <div className="min-w-0 flex-1">
          <p className="font-medium">{what}</p>
          <p className="text-ink-muted">{known?.detail ?? "Something unexpected happened in this page."}</p>
        </div>
        {onRetry && (
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
      {known && known.problems.length > 0 && <ProblemList problems={known.problems} className="pl-6" />}
    </div>
  );
}
