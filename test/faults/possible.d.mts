/** Where Debian puts the programs of its PostgreSQL. */
export const DEBIAN_POSTGRES: string | undefined
/** The library of the package faketime, where Debian puts it. */
export const FAKETIME: string | undefined
export function cannotBeMade(): Partial<Record<'disk full' | 'clocks' | 'standby' | 'two releases', string>>
