import type { ComponentProps } from "react";
import { classNames } from "#components/ui/class-names.ts";

/** A table in a frame that scrolls sideways on narrow screens. `label` is its accessible name. */
export function Table({ label, className, children, ...rest }: ComponentProps<"table"> & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="scroll-quiet w-full overflow-x-auto">
      <table
        aria-label={label}
        className={classNames("w-full border-collapse text-left text-sm", className)}
        {...rest}
      >
        {children}
      </table>
    </section>
  );
}

export function TableHead({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={classNames(
        "h-8 whitespace-nowrap border-line border-b px-3 font-medium text-ink-faint text-xs first:pl-4 last:pr-4",
        className,
      )}
      {...rest}
    />
  );
}

export function TableRow({ className, ...rest }: ComponentProps<"tr">) {
  return (
    <tr
      className={classNames(
        "group border-line border-b transition-colors last:border-b-0 hover:bg-hover",
        className,
      )}
      {...rest}
    />
  );
}

export function TableCell({ className, ...rest }: ComponentProps<"td">) {
  return <td className={classNames("h-11 px-3 py-1.5 first:pl-4 last:pr-4", className)} {...rest} />;
}

/** For the one link of a row (which needs `relative`): the whole row becomes its target. */
export const rowLinkStyle =
  "block truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2";
