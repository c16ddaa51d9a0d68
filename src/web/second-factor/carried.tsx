/** What a form hands on. */
export function Carried({ values = {} }: { values?: Readonly<Record<string, string>> | undefined }) {
  return Object.entries(values).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
}
