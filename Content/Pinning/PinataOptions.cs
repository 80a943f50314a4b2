using System.ComponentModel.DataAnnotations;

namespace PathoChain.Content;

/// <summary>An account of the pinning service Pinata that keeps copies of images, configuration section <c>Pinning:Pinata</c>.</summary>
public sealed class PinataOptions : IValidatableObject
{
    public const string Section = "Pinning:Pinata";

    internal const string Public = "public";

    internal const string Private = "private";
    private const int MostRequestsPerMinute = 6000; // the largest plan

    /// <summary>The account's API key in its form as JWT; none means that Pinata keeps no copies. It may write and read files (<c>org:files:write</c>, <c>org:files:read</c>). Secret.</summary>
    public string? Jwt { get; set; }

    /// <summary><c>private</c>: only the account reads the copies. <c>public</c>: everybody in IPFS may, encrypted as they are.</summary>
    public string Network { get; set; } = Private;

    /// <summary>The account's own gateway, such as <c>https://NAME.mypinata.cloud</c>: copies are read back there.</summary>
    public Uri? Gateway { get; set; }

    public Uri ApiUrl { get; set; } = new("https://api.pinata.cloud");

    public Uri UploadUrl { get; set; } = new("https://uploads.pinata.cloud");

    /// <summary>What the account's plan allows to <see cref="ApiUrl"/> and <see cref="UploadUrl"/> together: 60 (free), 250 or 500; at most 6000.</summary>
    public int RequestsPerMinute { get; set; } = 60;

    public bool IsConfigured => Jwt is { Length: > 0 };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsConfigured && !Jwt!.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
        {
            yield return new($"{Section}:{nameof(Jwt)} has characters that no JWT has, such as spaces or line ends: give the JWT as Pinata shows it with a new API key, and nothing else.");
        }

        if (IsConfigured && Gateway is null)
        {
            yield return new($"{Section}:{nameof(Jwt)} is given, but no gateway to read copies back from: set {Section}:{nameof(Gateway)} to the account's own, such as https://NAME.mypinata.cloud.");
        }

        if (!IsConfigured && Gateway is not null)
        {
            yield return new($"{Section}:{nameof(Gateway)} is '{Gateway}', but no key is given: set {Section}:{nameof(Jwt)}, or leave both out.");
        }

        if (Network is not (Public or Private))
        {
            yield return new($"{Section}:{nameof(Network)} is '{Network}': give {Private} or {Public}.");
        }

        if (RequestsPerMinute is < 1 or > MostRequestsPerMinute)
        {
            yield return new($"{Section}:{nameof(RequestsPerMinute)} is {RequestsPerMinute}, not from 1 to {MostRequestsPerMinute}: give what the account's plan allows, 60 for the free one.");
        }

        (string Name, Uri? Url, string Example)[] places =
            [(nameof(Gateway), Gateway, "https://NAME.mypinata.cloud"), (nameof(ApiUrl), ApiUrl, "https://api.pinata.cloud"), (nameof(UploadUrl), UploadUrl, "https://uploads.pinata.cloud")];
        foreach (var (name, url, example) in places.Where(place => !IsFit(place.Url) && (place.Url is not null || place.Name != nameof(Gateway))))
        {
            yield return new($"{Section}:{name} is '{url}': give an absolute URL by https, such as {example}; http would show secrets, and is for this machine alone.");
        }
    }

    private static bool IsFit(Uri? url) => url is { IsAbsoluteUri: true, Query: "", Fragment: "" } && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));
}
