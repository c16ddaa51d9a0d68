export type Door = 'closed' | 'letter' | 'hatch' | 'ajar' | 'open'

/** The gate of the university and the small door in it. Decoration: the words of the page say the same. */
export function Gate({ door }: { door: Door }) {
  return (
    <svg
      class="gate"
      data-door={door}
      viewBox="0 0 400 520"
      preserveAspectRatio="xMidYMax meet"
      aria-hidden="true"
      focusable="false"
      dangerouslySetInnerHTML={drawings[door]}
    />
  )
}

const stones =
  '<path class="stones" d="M16 520V200a184 184 0 0 1 368 0V520h-28V200a156 156 0 0 0-312 0V520zM354.1 175.6L381.7 171.2M339 129.2L363.9 116.5M310.3 89.7L330.1 69.9M270.8 61L283.5 36.1M224.4 45.9L228.8 18.3M175.6 45.9L171.2 18.3M129.2 61L116.5 36.1M89.7 89.7L69.9 69.9M61 129.2L36.1 116.5M45.9 175.6L18.3 171.2M16 264h28M356 264h28M16 328h28M356 328h28M16 392h28M356 392h28M16 456h28M356 456h28"/>'
const leaf = '<path class="leaf" d="M44 520V200a156 156 0 0 1 312 0V520z"/>'
const planks =
  '<path class="planks" d="M200 44V520M83 98V520M122 66V520M161 50V520M239 50V520M278 66V520M317 98V520M44 236h312M44 300h312"/>'
const shut = '<path class="shut" d="M226 520V372a50 50 0 0 1 100 0V520z"/>'
const light = '<path class="light" d="M226 520V372a50 50 0 0 1 100 0V520z"/>'

// Drawn once: a page is rendered thousands of times on the morning of registration.
const draw = (...parts: string[]) => ({ __html: [stones, leaf, planks, ...parts].join('') })
const drawings: Readonly<Record<Door, { __html: string }>> = {
  closed: draw(shut, '<path class="slot" d="M243 450v10"/><circle class="light" cx="243" cy="446" r="5"/>'),
  letter: draw(
    shut,
    '<path class="paper" d="M247 404h58v38h-58z"/><path class="fold" d="M247 404l29 22 29-22"/><path class="sill" d="M240 443h72"/>',
  ),
  hatch: draw(
    shut,
    '<path class="light" d="M252 372a24 24 0 0 1 48 0v34h-48z"/><path class="bars" d="M276 348v58M252 378h48"/><path class="sill" d="M246 410h60"/>',
  ),
  ajar: draw(
    light,
    '<path class="turned" d="M326 528V372a50 50 0 0 0-50-50c-9 4-13 24-13 52v162z"/><circle class="light" cx="276" cy="452" r="5"/>',
  ),
  open: draw(light, '<path class="swung" d="M326 520V372l22-14v178z"/>'),
}
