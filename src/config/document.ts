import { type SettingName, settingGroups } from './settings/index.ts'

/** `docs/operating/settings.md`, written from the declarations; a test compares the two. */
export function settingsDocument(): string {
  const groups = Object.entries(settingGroups).map(([title, group]) => {
    const rows = Object.entries(group).map(([name, { kind, fallback, sentence, secret }]) => {
      const shown = secret ? `secret, or \`${name}_FILE\`` : written(kind.write(fallback as never))
      return `| \`${name}\` | ${shown} | ${kind.name} | ${sentence.replaceAll('|', '\\|')} |`
    })
    return [
      `## ${title}`,
      '',
      '| setting | default | kind | what it is, and what the default is for |',
      '| --- | --- | --- | --- |',
      ...rows,
    ].join('\n')
  })
  return [
    '# Settings',
    '',
    'Settings are environment variables. Each is declared once, in `src/config/settings/`; this page is written from there',
    '(`npm run documents`). A value that cannot be used stops the start with a sentence. Secrets may stand in a file instead:',
    '`PESEL_KEY_FILE=/run/secrets/pesel-key`; under systemd it is handed over as [install.md](install.md#further-secrets) says. Numbers such as',
    '(req 14) are those of the [requirements](../requirements.md).',
    '',
    groups.join('\n\n'),
    '',
  ].join('\n')
}

/** `.env.example`: every setting, commented out, with its default. */
export function environmentExample(): string {
  const groups = Object.entries(settingGroups).map(([title, group]) => {
    const lines = Object.entries(group).map(([name, { kind, fallback, sentence, secret }]) => {
      const value = secret ? '' : kind.write(fallback as never)
      return `# ${sentence.replaceAll('`', '')}\n#${name as SettingName}=${value}`
    })
    return `# ── ${title} ──\n\n${lines.join('\n\n')}`
  })
  return `${groups.join('\n\n')}\n`
}

function written(value: string) {
  return value === '' ? 'empty' : `\`${value}\``
}
