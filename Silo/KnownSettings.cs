using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PathoChain.Grains.Anchoring;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Silo;

/// <summary>Refuses settings that nothing reads: under a mistyped key a model would not be withdrawn, or everybody's registration would count, and nobody would see.</summary>
internal static class KnownSettings
{
    private static readonly Dictionary<string, IReadOnlyList<string>> OfSection = new()
    {
        [DataOptions.Section] = NamesOf<DataOptions>(),
        [ChainOptions.Section] = [.. NamesOf<ChainOptions>(), "Signer", "Anchoring"],
        [SignerOptions.Section] = NamesOf<SignerOptions>(),
        [AnchoringOptions.Section] = NamesOf<AnchoringOptions>(),
        [ModelOptions.Section] = [.. NamesOf<ModelOptions>(), "Reports"], // the API reads that
        ["Web"] = ["Directory"], // and that
    };

    /// <exception cref="OptionsValidationException">There is one.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var (section, known) in OfSection)
        {
            var unknown = configuration.GetSection(section).GetChildren().Select(child => child.Key).Except(known, StringComparer.OrdinalIgnoreCase).ToList();
            if (unknown.Count > 0)
            {
                throw new OptionsValidationException(section, typeof(KnownSettings), [
                    $"{section} has no setting {string.Join(", ", unknown)}: correct its name, or leave it out. There are {string.Join(", ", known)}."]);
            }
        }
    }

    private static IReadOnlyList<string> NamesOf<T>() => [.. typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];
}
