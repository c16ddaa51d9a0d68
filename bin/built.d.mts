/** Builds `dist/` when a source has changed, come or gone since the last build. */
export function buildIfChanged(): Promise<void>

/** Notes what was built from, when it ends well. */
export function noting(build: () => Promise<void>): Promise<void>
