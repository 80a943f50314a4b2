using Microsoft.Extensions.Options;
using PathoChain.Api.Hosting;
using PathoChain.Api.Problems;
using PathoChain.Registry;
using PathoChain.Registry.Signing;
using PathoChain.Registry.Siwe;

namespace PathoChain.Api.Access;

/// <summary>Decides who is signed in by a message that the key of a wallet signed (ERC-4361). No node is asked: whoever held it could sign in as anybody.</summary>
internal sealed partial class SignIn(
    Deployment deployment, SignInNonces nonces, IOptions<AccessOptions> access, TimeProvider time, ILogger<SignIn> logger)
{
    private readonly SiweVerifier _verifier = new(new KeyVerifier(), nonces, time);

    /// <summary>The account that a message signs in.</summary>
    /// <param name="signed">As the wallet gave it.</param>
    /// <param name="scheme">Of the address that the page was asked at.</param>
    /// <param name="host">Likewise; one that <c>AllowedHosts</c> names.</param>
    /// <exception cref="ProblemException">It is not for here, not for now, or not signed by the account that it names, or that may not sign in.</exception>
    public async Task<Address> VerifyAsync(SignedMessage signed, string scheme, HostString host)
    {
        var signature = SignatureText.Read(signed.Signature);
        var expected = new SiweExpectation(host.ToString(), $"{scheme}://{host}", deployment.ChainId);
        var account = await _verifier.VerifyAsync(signed.Message ?? "", signature, expected) switch
        {
            SiweAccepted accepted => accepted.Message.Address,
            SiweRefused refused => throw Refused(Problem.SignInRefused, refused.Detail),
            var other => throw new InvalidOperationException($"{other} is no verdict that is known here."),
        };
        return access.Value.Allows(account.ToString())
            ? account
            : throw Refused(Problem.AccountNotAllowed, $"{account} may not sign in here: use a listed account, or have this one added to {AccessOptions.AccountsKey}, to {AccessOptions.PathologistsKey} if it is to sign results off, or to {AccessOptions.AuditorsKey} if it is only to read.");
    }

    private ProblemException Refused(Problem problem, string detail)
    {
        LogRefused(logger, detail);
        return new(problem, detail);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in was refused: {Detail}")]
    private static partial void LogRefused(ILogger logger, string detail);
}

/// <summary>Body of a sign-in.</summary>
/// <param name="Message">The text that was signed.</param>
/// <param name="Signature">0x and hex.</param>
internal sealed record SignedMessage(string? Message, string? Signature);
