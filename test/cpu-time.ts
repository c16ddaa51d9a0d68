/** The milliseconds for which this process computes while `work` is done. What the neighbours have of the machine meanwhile is not in them. */
export function cpuTime(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
