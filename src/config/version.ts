import description from '../../package.json' with { type: 'json' }

/** Which version of the program this is. For operators, never for a page (req 125). */
export const { version } = description
