import { usePage } from '../../../web/index.ts'

/** Counts as people write them: 12,480 and 12 480. */
export function useNumbers(): Intl.NumberFormat {
  const { language } = usePage()
  return new Intl.NumberFormat(language === 'pl' ? 'pl-PL' : 'en-GB')
}
