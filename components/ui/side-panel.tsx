"use client";
import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useState,
} from "react";
import { classNames } from "#components/ui/class-names.ts";

const NARROWEST = 240;
const WIDEST = 360;
const STEP = 16;

interface SidePanelProps {
  side: "left" | "right";
  label: string;
  /** Under which its width is remembered in this browser. */
  name: string;
  /** px, until somebody has moved its edge. */
  usual?: number;
  /** The width holds from this breakpoint on; below it the panel is as wide as the page. */
  wideFrom?: "lg";
  className?: string;
  children: ReactNode;
}

/** A panel beside the work, 240 to 360 px wide: drag its edge, or focus it and press the arrow keys. */
export function SidePanel(props: SidePanelProps) {
  const { side, label, name, wideFrom, className, children } = props;
  const [width, setWidth] = useRememberedWidth(name, props.usual ?? (side === "left" ? 256 : 320));
  const resize = (press: PointerEvent<HTMLDivElement>) => {
    const handle = press.currentTarget;
    const from = press.clientX;
    handle.setPointerCapture(press.pointerId);
    const move = (event: globalThis.PointerEvent) => {
      const by = event.clientX - from;
      setWidth(width + (side === "left" ? by : -by));
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", move), {
      once: true,
    });
  };
  const press = (event: KeyboardEvent) => {
    const wider = side === "left" ? "ArrowRight" : "ArrowLeft";
    const narrower = side === "left" ? "ArrowLeft" : "ArrowRight";
    if (event.key !== wider && event.key !== narrower) return;
    event.preventDefault();
    setWidth(width + (event.key === wider ? STEP : -STEP));
  };
  return (
    <aside
      aria-label={label}
      style={{ "--panel-width": `${width}px` } as CSSProperties}
      className={classNames(
        "relative flex min-h-0 shrink-0 flex-col bg-surface",
        wideFrom ? "w-full lg:w-(--panel-width)" : "w-(--panel-width)",
        side === "left" ? "border-r" : "border-l",
        className,
      )}
    >
      {children}
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be dragged or hold a value */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={`Width of ${label.toLowerCase()}`}
        aria-valuenow={width}
        aria-valuemin={NARROWEST}
        aria-valuemax={WIDEST}
        tabIndex={0}
        onPointerDown={resize}
        onKeyDown={press}
        className={`absolute inset-y-0 z-10 w-1.5 cursor-col-resize touch-none transition-colors hover:bg-accent focus-visible:bg-accent ${side === "left" ? "-right-1" : "-left-1"} ${wideFrom ? "max-lg:hidden" : ""}`}
      />
    </aside>
  );
}

function useRememberedWidth(name: string, usual: number) {
  const key = `throughline:width:${name}`;
  const [width, setWidth] = useState(usual);
  useEffect(() => {
    const stored = Number(window.localStorage.getItem(key));
    if (stored >= NARROWEST && stored <= WIDEST) setWidth(stored);
  }, [key]);
  const change = (wanted: number) => {
    const next = Math.round(Math.min(WIDEST, Math.max(NARROWEST, wanted)));
    setWidth(next);
    window.localStorage.setItem(key, String(next));
  };
  return [width, change] as const;
}
