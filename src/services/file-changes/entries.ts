/** The entries of the file by id, each as a fingerprint of what is written there: enough to see that it is another one. */
export type Entries = ReadonlyMap<string, string>

/** `library:3f2a91c05b7e theses:9d0c…`, in one order whatever that of the file: as the trail has them. */
export function entriesAsText(entries: Entries): string {
  return [...entries]
    .map(([id, fingerprint]) => `${id}:${fingerprint}`)
    .toSorted()
    .join(' ')
}

export function entriesIn(text: string): Entries {
  return new Map(
    text.split(' ').flatMap((one): [string, string][] => {
      const [id, fingerprint] = one.split(':')
      return id && fingerprint ? [[id, fingerprint]] : []
    }),
  )
}

/** Which entries are new, other ones and gone, named as the details of the event; one of the three without entries is left out. */
export function changesBetween(before: Entries, after: Entries): Record<string, string> {
  const added = [...after.keys()].filter((id) => !before.has(id))
  const changed = [...after].filter(([id, mark]) => before.has(id) && before.get(id) !== mark).map(([id]) => id)
  const gone = [...before.keys()].filter((id) => !after.has(id))
  return Object.fromEntries(
    Object.entries({ added, changed, gone }).flatMap(([name, ids]) =>
      ids.length > 0 ? [[name, ids.toSorted().join(', ')]] : [],
    ),
  )
}
