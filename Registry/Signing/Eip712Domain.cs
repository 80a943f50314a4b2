namespace PathoChain.Registry.Signing;

/// <summary>What keeps a signature for one use from meaning anything in another (EIP-712, domainSeparator).</summary>
/// <param name="Name">Of the protocol that reads the signature.</param>
/// <param name="Version">Of that protocol.</param>
/// <param name="ChainId">EIP-155 chain id.</param>
/// <param name="VerifyingContract">The contract that reads it, or <see langword="null"/> if none does.</param>
public sealed record Eip712Domain(string Name, string Version, long ChainId, Address? VerifyingContract)
{
    /// <summary>The struct EIP712Domain, without a field that is absent.</summary>
    public TypedStruct ToStruct()
    {
        TypedField[] fields = [TypedField.Text("name", Name), TypedField.Text("version", Version), TypedField.Number("chainId", 256, ChainId)];
        return new("EIP712Domain", VerifyingContract is { } contract ? [.. fields, TypedField.Account("verifyingContract", contract)] : fields);
    }
}
