using System.ComponentModel.DataAnnotations;
using PathoChain.Registry;

namespace PathoChain.Api.Access;

/// <summary>Who may use this server, configuration section <c>Access</c>.</summary>
internal sealed class AccessOptions : IValidatableObject
{
    public const string Section = "Access";

    /// <summary>Configuration key of <see cref="Accounts"/>.</summary>
    public const string AccountsKey = $"{Section}:{nameof(Accounts)}";

    /// <summary>Configuration key of <see cref="Pathologists"/>.</summary>
    public const string PathologistsKey = $"{Section}:{nameof(Pathologists)}";

    /// <summary>Configuration key of <see cref="Auditors"/>.</summary>
    public const string AuditorsKey = $"{Section}:{nameof(Auditors)}";

    /// <summary>Accounts that may sign in and do everything but see images and sign results off, 0x and 40 hex digits each.</summary>
    public IList<string> Accounts { get; } = [];

    /// <summary>Accounts that may sign in, read everything, see images and sign results off; <see cref="Accounts"/> may list them too.</summary>
    public IList<string> Pathologists { get; } = [];

    /// <summary>Accounts that may sign in and read everything but images, and change nothing.</summary>
    public IList<string> Auditors { get; } = [];

    /// <summary>Whether one has to sign in before anything else. Where nobody is listed nobody does, and other machines are not let in.</summary>
    public bool IsSignInRequired => Accounts.Count + Pathologists.Count + Auditors.Count > 0;

    public bool Allows(string? account) => MayChange(account) || MaySignOff(account) || Holds(Auditors, account);

    public bool MayChange(string? account) => Holds(Accounts, account);

    public bool MaySignOff(string? account) => Holds(Pathologists, account);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. OfNoAddress(AccountsKey, Accounts),
        .. OfNoAddress(PathologistsKey, Pathologists),
        .. OfNoAddress(AuditorsKey, Auditors),
        .. Auditors.Index().Where(listed => MayChange(listed.Item) || MaySignOff(listed.Item)).Select(listed => new ValidationResult(
            $"{AuditorsKey}:{listed.Index} is '{listed.Item}', which {(MayChange(listed.Item) ? AccountsKey : PathologistsKey)} lists too: take it off one of them, as an auditor may change nothing.")),
    ];

    private static bool Holds(IList<string> list, string? account) => list.Contains(account, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<ValidationResult> OfNoAddress(string key, IList<string> list) => list.Index()
        .Where(listed => !Address.TryParse(listed.Item, out _))
        .Select(listed => new ValidationResult(
            $"{key}:{listed.Index} is '{listed.Item}', not an address: 0x and 40 hex digits, whose case, if mixed, is the EIP-55 checksum."));
}
