/**
 * How long an answer is held back, in milliseconds, when the work behind it took `spent`: until the floor, and past it until
 * the next whole multiple, so that a busy hour does not let the difference of two statements be heard (req 3, 50). A clock
 * that was set back meanwhile makes nobody wait for it.
 */
export function pauseBeforeAnswer(spent: number, floor: number): number {
  if (floor === 0) return 0
  const real = Math.max(0, spent)
  return Math.max(1, Math.ceil(real / floor)) * floor - real
}
