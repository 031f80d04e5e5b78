"use client";
import type { ComponentProps } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { useField } from "#components/ui/field.tsx";

export const controlStyle =
  "w-full rounded-md border border-line-control bg-surface text-ink text-sm transition-colors hover:border-ink-faint focus-visible:border-focus focus-visible:outline-2 focus-visible:outline-focus focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger";

/** A line of text. Inside a `Field` it takes its id, hint and error from there. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...useField(rest)} className={classNames(controlStyle, "h-8 px-2.5", className)} />;
}
