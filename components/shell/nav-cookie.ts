/** The cookie in which a browser keeps that the menu is folded, so that the server draws it right at once. */
export const NAV_COOKIE = "throughline_nav";
