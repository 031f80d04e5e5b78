/** Plain data: what a run's state, an event's data and a variable may hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };
