using System.ComponentModel.DataAnnotations;
using PathoChain.Registry;

namespace PathoChain.Api.Access;

/// <summary>Who may use this server, configuration section <c>Access</c>.</summary>
internal sealed class AccessOptions : IValidatableObject
{
    public const string Section = "Access";

    /// <summary>Configuration key of <see cref="Accounts"/>.</summary>
    public const string AccountsKey = $"{Section}:{nameof(Accounts)}";

    /// <summary>Accounts that may sign in, 0x and 40 hex digits each. None: nobody has to, and other machines are not let in.</summary>
    public IList<string> Accounts { get; } = [];

    /// <summary>Whether somebody has to sign in before anything else.</summary>
    public bool IsSignInRequired => Accounts.Count > 0;

    public bool Allows(string? account) => Accounts.Contains(account, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Accounts.Index()
        .Where(listed => !Address.TryParse(listed.Item, out _))
        .Select(listed => new ValidationResult(
            $"{AccountsKey}:{listed.Index} is '{listed.Item}', not an address: 0x and 40 hex digits, whose case, if mixed, is the EIP-55 checksum."));
}
