import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex h-13 items-center border-b px-6">
        <Skeleton className="h-5 w-32" />
      </div>
      <SkeletonRows label="Loading the page" />
    </div>
  );
}
