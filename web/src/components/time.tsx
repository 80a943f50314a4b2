import { time } from '../lib/format'

/** An ISO 8601 time in the reader's time zone, which it names, with the exact one for programs. */
export const Time = ({ at }: { at: string }) => <time dateTime={at}>{time(at)}</time>
