"use client";
import { MutationCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "#components/api/api-error.ts";
import { toastFailed } from "#components/ui/toast.tsx";

declare module "@tanstack/react-query" {
  interface Register {
    mutationMeta: {
      /** What could not be done, for the toast: "The run was not paused". Without it the caller shows the error. */
      failed?: string;
    };
  }
}

/** TanStack Query for the studio: sessions that ended lead to sign-in, refusals are not tried again. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(makeClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => {
          if (error instanceof ApiError && error.status >= 400 && error.status < 500) {
            if (error.status === 401) leaveForSignIn();
            return false;
          }
          return failures < 1;
        },
      },
    },
    mutationCache: new MutationCache({
      onError: (error, _variables, _context, mutation) => {
        if (error instanceof ApiError && error.status === 401) leaveForSignIn();
        const what = mutation.meta?.failed;
        if (what) toastFailed(what, error instanceof ApiError ? error.detail : undefined);
      },
    }),
  });
}

function leaveForSignIn(): void {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
}
