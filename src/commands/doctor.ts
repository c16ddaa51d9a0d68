export const help = 'npm run furta -- doctor'
export async function run(_args: readonly string[]): Promise<void> {}
