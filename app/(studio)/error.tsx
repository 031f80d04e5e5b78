"use client";
import { useEffect } from "react";
import { ErrorNotice } from "#components/ui/problem-list.tsx";

export default function StudioError({ error, reset }: { error: Error; reset: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <div className="flex flex-1 items-start justify-center bg-surface p-6">
      <ErrorNotice
        what="This page stopped working"
        error={error}
        onRetry={reset}
        className="mt-[12vh] w-full max-w-lg"
      />
    </div>
  );
}
