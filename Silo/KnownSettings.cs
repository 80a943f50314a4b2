using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PathoChain.Content;
using PathoChain.Grains.Anchoring;
using PathoChain.Registry;
using PathoChain.Registry.Relay;

namespace PathoChain.Silo;

/// <summary>
/// Refuses settings that nothing reads, in the sections that are ours: under a mistyped key a model would not be withdrawn, or everybody's registration would
/// count, and nobody would see.
/// </summary>
internal static partial class KnownSettings
{
    private static readonly Dictionary<string, IReadOnlyList<string>> OfSection = new()
    {
        [DataOptions.Section] = NamesOf<DataOptions>(),
        [ChainOptions.Section] = [.. NamesOf<ChainOptions>(), "Signer", "Anchoring"],
        [SignerOptions.Section] = NamesOf<SignerOptions>(),
        [AnchoringOptions.Section] = NamesOf<AnchoringOptions>(),
        [ModelOptions.Section] = [.. NamesOf<ModelOptions>(), "Reports"], // the API reads that
        ["Pinning"] = ["Kubo", "Pinata"],
        [KuboOptions.Section] = NamesOf<KuboOptions>(),
        [PinataOptions.Section] = NamesOf<PinataOptions>(),
        ["Web"] = ["Directory"], // and that
        ["Cluster"] = OfCluster,
    };

    /// <exception cref="OptionsValidationException">There is one, or a value stands where settings should.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var (section, known) in OfSection)
        {
            var found = configuration.GetSection(section);
            var unknown = found.GetChildren().Select(child => child.Key).Except(known, StringComparer.OrdinalIgnoreCase).ToList();
            if (unknown.Count > 0)
            {
                throw Refused(section, $"{section} has no setting {string.Join(", ", unknown)}{(known.Count > 0 ? $": correct its name, or leave it out. There are {string.Join(", ", known)}." : " in a build without ActorRuntime=Orleans: leave it out, or build with that.")}");
            }

            if (section.Contains(':', StringComparison.Ordinal) && !string.IsNullOrEmpty(found.Value))
            {
                throw Refused(section, $"{section} is '{found.Value}', but holds settings: give {string.Join(", ", known.Select(name => $"{section}:{name}"))}.");
            }
        }
    }

    private static OptionsValidationException Refused(string section, string problem) => new(section, typeof(KnownSettings), [problem]);

    private static IReadOnlyList<string> NamesOf<T>() => [.. typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];
}
