import { availableParallelism, totalmem } from 'node:os'
import {
  candidateCosts,
  chooseCost,
  comparisonTime,
  longestWait,
  type MeasuredCost,
  measureCost,
  nodesFor,
  openingSignIns,
  queueFor,
  signInsASecond,
} from '../credentials/index.ts'
import { readArguments } from './arguments.ts'
import { Refused } from './open.ts'

export const help = `npm run furta -- tune                  measures how fast this machine hashes passwords, reckons the rest of a sign-in, and prints settings for it

  --people 20000       everybody who may sign in; a fifth comes within a minute, from two devices each
  --memory 512         MiB for all hashes at once; a quarter of the machine, where nothing is said
  --target 250         the longest one comparison may take, ms
  --wait 10            the longest the last one of that minute may wait, seconds
  --quick              measures each cost for a tenth of a second only

Changes nothing. Run it where Furta runs, while nothing else does: docs/operating/tune.md`

/** `npm run furta -- tune` */
export async function run(args: readonly string[]): Promise<void> {
  const { people, memory, target, wait, quick } = read(args)
  const threads = availableParallelism()
  const wishes = { people, memory: memory * 1024, target, wait, threads }
  console.log(
    `${threads} cores, ${memory} MiB for hashes, ${people} people: ${openingSignIns(people)} sign-ins in the opening minute.\n`,
  )
  console.log('   memory  passes  one takes  hashes a second  sign-ins a second  the last of the minute waits')
  const measured: MeasuredCost[] = []
  for (const cost of candidateCosts) {
    // The floor is measured in any case; what does not fit into the memory is not.
    if (measured.length > 0 && cost.memory * threads > wishes.memory) continue
    const one = { ...cost, perSecond: await measureCost(cost, threads, quick ? 100 : 1500) }
    measured.push(one)
    console.log(row(one))
    if (comparisonTime(one, threads) > 2 * target) break
  }
  const chosen = chooseCost(measured, wishes)
  console.log(
    [
      '',
      `ARGON2_MEMORY=${chosen.memory}`,
      `ARGON2_PASSES=${chosen.passes}`,
      `HASHES_AT_ONCE=${threads}`,
      `HASH_QUEUE=${queueFor(chosen)}`,
      '',
      `Expected: ${signInsASecond(chosen, threads).toFixed(0)} sign-ins a second on this node, with pages and tickets, at four fifths of its cores.`,
      ...(longestWait(chosen, people, threads) > wait
        ? [
            `That is the least there may be, and too dear for that many: ${nodesFor(chosen, wishes)} nodes like this one would do, and one to spare.`,
          ]
        : []),
      'Hashes of a lower cost are made anew as people sign in. A first sign-in with the hash of another system takes more than is reckoned here: docs/operating/old-passwords.md',
    ].join('\n'),
  )

  function row(cost: MeasuredCost) {
    const columns = [
      `${(cost.memory / 1024).toFixed(0)} MiB`.padStart(9),
      String(cost.passes).padStart(8),
      `${comparisonTime(cost, threads).toFixed(0)} ms`.padStart(11),
      cost.perSecond.toFixed(0).padStart(17),
      signInsASecond(cost, threads).toFixed(0).padStart(19),
      `${longestWait(cost, people, threads).toFixed(0)} s`.padStart(12),
    ]
    return columns.join('')
  }
}

function read(args: readonly string[]) {
  const values = parse(args)
  const number = (name: 'people' | 'memory' | 'target' | 'wait', fallback: number) => {
    const written = values[name]
    if (written === undefined) return fallback
    if (!/^[1-9]\d{0,8}$/.test(written)) throw new Refused(`--${name} takes a whole number above 0.`)
    return Number(written)
  }
  return {
    people: number('people', 20_000),
    memory: number('memory', Math.floor(totalmem() / 4 / 1024 / 1024)),
    target: number('target', 250),
    wait: number('wait', 10),
    quick: values.quick,
  }
}

function parse(args: readonly string[]) {
  return readArguments(args, help, {
    options: {
      people: { type: 'string' },
      memory: { type: 'string' },
      target: { type: 'string' },
      wait: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  }).values
}
