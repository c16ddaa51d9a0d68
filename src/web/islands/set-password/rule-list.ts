import type { RuleVerdict } from '../../../credentials/policy.ts'
import type { IslandTexts } from '../../../credentials/sentences.ts'

/** Ticks the rules of the page. While typing a rule is `met`, `later` or still `open`: only the server calls one broken. */
export function ruleList(list: HTMLElement | null, { states }: IslandTexts) {
  return {
    show(rules: readonly RuleVerdict[]) {
      for (const { id, state } of rules) {
        const item = list?.querySelector<HTMLElement>(`[data-rule="${id}"]`)
        if (!item) continue
        const shown = state === 'broken' ? 'open' : state
        item.dataset.is = shown
        const word = item.querySelector('.hidden')
        if (word) word.textContent = `${states[shown]} `
      }
    },
  }
}
