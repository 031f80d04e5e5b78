"use client";
import { createContext, useContext } from "react";

/** Below this zoom a card is its tint, icon and title. */
export const FAR_ZOOM = 0.5;

const Context = createContext(false);
export const FarProvider = Context.Provider;

/** Whether the canvas is seen from so far that sentences cannot be read. */
export function useFar(): boolean {
  return useContext(Context);
}
