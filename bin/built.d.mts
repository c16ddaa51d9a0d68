/** Builds `dist/` when a source has changed, come or gone since the last build. */
export function buildIfChanged(): Promise<void>
