import { Copyable } from '../../../components/copyable'
import { Facts } from '../../../components/facts'
import { Time } from '../../../components/time'
import { bytes } from '../../../lib/format'
import type { Image } from '../../../lib/types'

/** What was stored and under which content address. */
export function ImageFacts({ image }: { image: Image }) {
  return (
    <section aria-labelledby="content-heading">
      <h3 id="content-heading">Content</h3>
      <Facts
        facts={[
          ['CID', <Copyable key="cid" name="CID" value={image.cid} />],
          ['Digest', <Copyable key="digest" name="digest" value={image.digest} />],
          ['Pixels', `${image.width} × ${image.height}, from ${image.sourceFormat.toUpperCase()}`],
          ['Encrypted size', bytes(image.envelopeBytes)],
          ['Stored', <Time key="stored" at={image.storedAt} />],
          ['Priority', image.priority === 'stat' ? 'urgent (STAT)' : 'routine'],
        ]}
      />
    </section>
  )
}
