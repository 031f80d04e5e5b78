"use client";
import { GeistSans } from "geist/font/sans";
import { useEffect } from "react";
import { Button } from "#components/ui/button.tsx";
import "./globals.css";

export default function GlobalError({ error, reset }: { error: Error; reset: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <html lang="en" className={GeistSans.variable}>
      <body>
        <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
          <h1 className="font-semibold text-xl">The studio could not be shown</h1>
          <p className="max-w-sm text-balance text-ink-muted">
            An error stopped the page. Your journeys and conversations are not affected.
          </p>
          <Button variant="primary" onClick={reset} className="mt-2">
            Try again
          </Button>
        </main>
      </body>
    </html>
  );
}
