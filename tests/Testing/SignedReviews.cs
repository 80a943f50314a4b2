using System.Text.Json;
using System.Text.Json.Nodes;
using PathoChain.Registry;
using PathoChain.Registry.Signing;

namespace PathoChain.Testing;

/// <summary>Sign-offs as a page makes them of what the API shows of an image.</summary>
public static class SignedReviews
{
    /// <summary>What the committed models call the positive class.</summary>
    public const string Positive = "invasive ductal carcinoma";

    /// <summary>The body of a sign-off, signed by an account of a devnet, now unless told otherwise.</summary>
    public static async Task<JsonObject> SignAsync(Devnet devnet, string account, JsonElement image, string verdict = Positive, DateTimeOffset? issuedAt = null)
    {
        var (result, call) = (image.GetProperty("result"), image.GetProperty("registrationCall"));
        var resultDigest = result.GetProperty("digest").GetString()!;
        var review = new Review(
            Hash32.Parse(image.GetProperty("digest").GetString()!), Hash32.Parse(resultDigest), Hash32.Parse(result.GetProperty("modelsDigest").GetString()!),
            verdict, issuedAt ?? DateTimeOffset.UtcNow);
        var typedData = review.ToTypedData(call.GetProperty("chainId").GetInt64(), Address.Parse(call.GetProperty("to").GetString()!));
        return new()
        {
            ["reviewer"] = account,
            ["verdict"] = verdict,
            ["resultDigest"] = resultDigest,
            ["issuedAt"] = review.IssuedAt.ToUnixTimeSeconds(),
            ["signature"] = (await devnet.CallAsync("eth_signTypedData_v4", account, typedData.ToJson().ToJsonString())).GetString(),
        };
    }
}
