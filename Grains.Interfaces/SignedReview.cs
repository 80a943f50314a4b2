namespace PathoChain.Grains;

/// <summary>That a pathologist signed a result off: all that it takes to check the signature later (docs/evidence.md).</summary>
/// <param name="Reviewer">Who signed, EIP-55.</param>
/// <param name="Verdict">Their own reading: a class in the words of the models' cards, or that none can be told.</param>
/// <param name="IssuedAt">When, by their clock, in whole seconds, UTC.</param>
/// <param name="ResultOf">When the result was made that they saw, UTC: an image may have another one by now.</param>
/// <param name="ChainId">EIP-155 chain id that they signed for.</param>
/// <param name="Contract">Address of the registry that they signed for, EIP-55.</param>
/// <param name="Signature">65 bytes (r, s, v), 0x and lower-case hex.</param>
[GenerateSerializer, Immutable, Alias("pathochain.SignedReview")]
public sealed record SignedReview(string Reviewer, string Verdict, DateTimeOffset IssuedAt, DateTimeOffset ResultOf, long ChainId, string Contract, string Signature);
