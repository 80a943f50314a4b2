using System.ComponentModel.DataAnnotations;

namespace PathoChain.Registry.Relay;

/// <summary>The external signer of an installation, configuration section <c>Chain:Signer</c>. It holds the key; we only ask it to send.</summary>
public sealed class SignerOptions : IValidatableObject
{
    public const string Section = "Chain:Signer";

    /// <summary>The account that pays, 0x and 40 hex digits; none means that nothing is relayed or anchored. It should send for nobody else.</summary>
    public string? Address { get; set; }

    /// <summary>JSON-RPC endpoint that signs and sends by <c>eth_sendTransaction</c>, such as Web3Signer; the chain's own node if left out.</summary>
    [NodeUrl($"{Section}:{nameof(RpcUrl)}")]
    public Uri? RpcUrl { get; set; }

    /// <summary>How long a transaction may be next in line without being mined before more is paid for it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan BumpAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Most wei that is ever paid for a unit of gas; above it transactions wait.</summary>
    [Range(1, Fees.Highest)]
    public long MaxFeePerGas { get; set; } = 500_000_000_000;

    /// <summary>Most gas that is paid for one transaction; a call that would use more, as by a contract wallet that burns it, is refused.</summary>
    [Range(100_000, 16_777_216)] // EIP-7825: no transaction may use more.
    public long MaxGas { get; set; } = 500_000;

    /// <summary>Whether there is a signer.</summary>
    public bool IsConfigured => !string.IsNullOrEmpty(Address);

    /// <summary>The signer's account.</summary>
    /// <exception cref="InvalidOperationException">There is no signer.</exception>
    public Address GetAccount() => IsConfigured
        ? Registry.Address.Parse(Address!)
        : throw new InvalidOperationException($"{Section}:{nameof(Address)} names no account, so nothing can be sent.");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsConfigured && !Registry.Address.TryParse(Address, out _))
        {
            yield return new($"{Section}:{nameof(Address)} is '{Address}', not an address: 0x and 40 hex digits, whose case, if mixed, is the EIP-55 checksum.");
        }
    }
}
