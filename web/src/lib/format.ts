/** `awaitingSignature` → `Awaiting signature`. */
export function words(camelCase: string): string {
  const spaced = camelCase.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** The two ends of a long identifier, such as `0x12345678…abcdef`. */
export const shorten = (identifier: string): string =>
  identifier.length <= 20 ? identifier : `${identifier.slice(0, 10)}…${identifier.slice(-6)}`

/** A number with two decimals. */
export const decimal = (value: number): string => value.toFixed(2)

/** What a model gives as a probability, with two decimals and never as certain: `> 0.99` and `< 0.01` are the ends. */
export function probability(value: number): string {
  if (value > 0.99) return '> 0.99'
  return value < 0.01 ? '< 0.01' : decimal(value)
}

/** A share between 0 and 1: `1.7 %`. */
export const percent = (share: number): string => `${bytesFormat.format(share * 100)} %`

const bytesFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** A size in binary units: `64 KiB`. */
export function bytes(count: number): string {
  if (count < 1024) return `${count} B`
  if (count < 1024 ** 2) return `${bytesFormat.format(count / 1024)} KiB`
  return `${bytesFormat.format(count / 1024 ** 2)} MiB`
}

const timeFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' })

/** An ISO 8601 time in the reader's time zone, with its name. */
export const time = (iso: string): string => timeFormat.format(new Date(iso))
