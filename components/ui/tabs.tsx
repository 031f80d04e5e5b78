"use client";
import { Tabs as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

interface TabsProps {
  /** The accessible name of the list of tabs. */
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  tabs: readonly { value: string; label: ReactNode; content?: ReactNode }[];
  /** Stands right of the tabs. */
  aside?: ReactNode;
  className?: string;
}

/** Views of one thing. For pages with an address of their own use links (`TabLinks`). */
export function Tabs({ label, value, onValueChange, tabs, aside, className }: TabsProps) {
  return (
    <Primitive.Root
      value={value}
      onValueChange={onValueChange}
      className={classNames("flex flex-col", className)}
    >
      <div className="flex items-center justify-between gap-2 border-line border-b">
        <Primitive.List aria-label={label} className="flex gap-1">
          {tabs.map((tab) => (
            <Primitive.Trigger key={tab.value} value={tab.value} className={tabStyle}>
              {tab.label}
            </Primitive.Trigger>
          ))}
        </Primitive.List>
        {aside}
      </div>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.value} value={tab.value} className="min-h-0 flex-1">
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}

export const tabStyle =
  "-mb-px inline-flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-2.5 font-medium text-ink-muted text-sm transition-colors hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink data-[state=active]:border-accent data-[state=active]:text-ink";
