/** For each plain name (`set-password.js`): the file's name with its hash, and its size plain and compressed. */
export type AssetManifest = Record<string, { file: string; bytes: number; brotliBytes: number }>

/** Builds everything into `dist/`. */
export function build(): Promise<void>

/** Builds only what browsers fetch, into `folder`, and removes what else lies there. */
export function buildAssets(folder: string): Promise<AssetManifest>
