"use client";
import type { ComponentProps } from "react";
import { classNames } from "#components/ui/class-names.ts";
import { useField } from "#components/ui/field.tsx";
import { controlStyle } from "#components/ui/input.tsx";

/** Several lines of text; grows with what is written, up to `max-height` where the class sets one. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...useField(rest)}
      className={classNames(controlStyle, "field-sizing-content min-h-16 px-2.5 py-1.5", className)}
    />
  );
}
