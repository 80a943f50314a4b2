using System.ComponentModel.DataAnnotations;
using System.Net.Http.Headers;

namespace PathoChain.Content;

/// <summary>An IPFS node that keeps copies of images, configuration section <c>Pinning:Kubo</c>.</summary>
public sealed class KuboOptions : IValidatableObject
{
    public const string Section = "Pinning:Kubo";

    /// <summary>Where its RPC is, such as <c>http://127.0.0.1:5001</c>; none means that no node keeps copies.</summary>
    public Uri? RpcUrl { get; set; }

    /// <summary>What the node wants as <c>Authorization</c>, such as <c>Bearer …</c> (its <c>API.Authorizations</c>). Secret.</summary>
    public string? Authorization { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RpcUrl is not null and not { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", UserInfo: "" })
        {
            yield return new($"{Section}:{nameof(RpcUrl)} is '{RpcUrl}', not the URL of a node: give one such as http://127.0.0.1:5001.");
        }

        if (Authorization is { Length: > 0 } && !(AuthenticationHeaderValue.TryParse(Authorization, out var parsed) && parsed.Parameter is { Length: > 0 }))
        {
            yield return new($"{Section}:{nameof(Authorization)} is no scheme and secret: give one such as 'Bearer SECRET'.");
        }

        if (Authorization is { Length: > 0 } && RpcUrl is { IsAbsoluteUri: true, Scheme: "http", IsLoopback: false })
        {
            yield return new($"{Section}:{nameof(RpcUrl)} is '{RpcUrl}', by which everybody on the way could read {Section}:{nameof(Authorization)}: use https, or a tunnel to this machine.");
        }

        if (Authorization is { Length: > 0 } && RpcUrl is null)
        {
            yield return new($"{Section}:{nameof(Authorization)} is given, but no node: set {Section}:{nameof(RpcUrl)}.");
        }
    }
}
