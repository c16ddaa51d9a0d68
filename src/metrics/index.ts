import { makeInstruments } from './instruments.ts'
import { countSignals } from './listening.ts'
import { serveMetrics } from './routes.ts'
import { type MetricsParts, takenNow } from './tasks.ts'

/** Counts from now on, and serves what was counted at METRICS_LISTEN. Loaded only where that is set. */
export async function startMetrics(parts: MetricsParts): Promise<{ stop(): Promise<void> }> {
  const { METRICS_LISTEN: address, METRICS_TOKEN: token } = parts.settings
  if (address === undefined) return { stop: async () => {} }
  const instruments = await makeInstruments()
  const stopCounting = countSignals(instruments)
  const stop = async () => {
    stopCounting()
    instruments.stop()
  }
  try {
    const take = takenNow(parts, instruments)
    const door = await serveMetrics({ address, token, contentType: instruments.contentType, take })
    return {
      async stop() {
        await door.stop()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}
