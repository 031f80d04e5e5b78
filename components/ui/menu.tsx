"use client";
import { Check } from "lucide-react";
import { DropdownMenu as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "#components/ui/class-names.ts";

const itemStyle =
  "flex min-h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0";

interface MenuProps {
  /** One element that opens it. */
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  className?: string;
  children: ReactNode;
}

/** A dropdown menu of `MenuItem`s. */
export function Menu({ trigger, align = "end", side = "bottom", className, children }: MenuProps) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={classNames("z-50 min-w-44 animate-pop rounded-md bg-raised p-1 shadow-float", className)}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

type MenuItemProps = ComponentProps<typeof Primitive.Item> & {
  icon?: ReactNode;
  danger?: boolean;
  /** Right of the words: a shortcut, a count. */
  aside?: ReactNode;
};

export function MenuItem({ icon, danger, aside, className, children, asChild, ...rest }: MenuItemProps) {
  const style = classNames(itemStyle, danger ? "text-danger" : "[&_svg]:text-ink-muted", className);
  if (asChild) {
    return (
      <Primitive.Item asChild className={style} {...rest}>
        {children}
      </Primitive.Item>
    );
  }
  return (
    <Primitive.Item className={style} {...rest}>
      {icon}
      <span className="flex-1">{children}</span>
      {aside}
    </Primitive.Item>
  );
}

export function MenuChoices(props: {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode }[];
}) {
  return (
    <Primitive.RadioGroup value={props.value} onValueChange={props.onValueChange} aria-label={props.label}>
      {props.options.map((option) => (
        <Primitive.RadioItem key={option.value} value={option.value} className={itemStyle}>
          <span className="flex flex-1 items-center gap-2">{option.label}</span>
          <Primitive.ItemIndicator>
            <Check className="text-accent-text" aria-hidden />
          </Primitive.ItemIndicator>
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2 pt-1.5 pb-1 text-ink-faint text-xs">{children}</Primitive.Label>;
}

export function MenuSeparator() {
  return <Primitive.Separator className="-mx-1 my-1 h-px bg-line" />;
}
