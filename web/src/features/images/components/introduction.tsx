/** What the page is for, while it shows no image. */
export function Introduction() {
  return (
    <section className="card stack" aria-labelledby="introduction-heading">
      <h2 id="introduction-heading">From an image to a result with evidence</h2>
      <ol>
        <li>
          <strong>Upload</strong> a histopathology image. It is stripped of metadata, encrypted, and stored under the
          address of its content (CID).
        </li>
        <li>
          <strong>Sign</strong> its registration with your wallet. The chain learns the digest of the encrypted image,
          your address and the time, and nothing about a person.
        </li>
        <li>
          <strong>Read</strong> what each model suggests, with the transaction and the model files that stand behind it.
        </li>
      </ol>
    </section>
  )
}
