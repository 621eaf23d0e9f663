// The pages live in a window: there is no server to render them, and nothing to prerender without a workspace.
export const ssr = false;
export const prerender = false;
