/** A letter as it is sent, and what it says behind quoted-printable and base64: a number may be broken in the middle. */
export function decodedLetter(source: string): string {
  const quoted = Buffer.from(
    source
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
  const blocks = [...source.matchAll(/(?:^[A-Za-z0-9+/]{40,}={0,2}\r?$\n?)+(?:^[A-Za-z0-9+/]+={0,2}\r?$\n?)?/gm)]
  return [source, quoted, ...blocks.map(([block]) => Buffer.from(block, 'base64').toString())].join('\n')
}
