import { Fragment } from 'react'

import { Notice } from '../../../components/notice'
import { shorten } from '../../../lib/format'

/** Leads to the images that have exactly the same pixels. */
export const SamePixelsNotice = ({ cids }: { cids: string[] }) => (
  <Notice tone="info" title="This image was uploaded before">
    Every pixel is the same as in{' '}
    {cids.map((cid, index) => (
      <Fragment key={cid}>
        {index > 0 && ', '}
        <a href={`#${cid}`} title={cid}>
          {shorten(cid)}
        </a>
      </Fragment>
    ))}
    .
  </Notice>
)
