export const needed: Record<string, { file: string | undefined; packages: string[] }>
export function postgresFolder(): string | undefined
