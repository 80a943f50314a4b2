using System.Collections.Immutable;
using System.Net;
using System.Reflection;
using Orleans.Runtime.MembershipService.SiloMetadata;
using PathoChain.Silo.Cluster;

namespace PathoChain.Cluster.Tests;

public sealed class AcceleratorFilterTests
{
    [Theory]
    [InlineData("gpu cpu gpu", "0 2")]
    [InlineData("cpu cuda unsaid", "1")]
    [InlineData("cpu unsaid cpu", "0 1 2")]
    public void Only_silos_with_an_accelerator_are_left_or_all_where_none_has_one(string accelerators, string left)
    {
        var said = accelerators.Split(' ').Select((accelerator, number) => (Silo: SiloAddress.New(IPAddress.Loopback, number, 1), accelerator)).ToList();
        var director = new AcceleratorFilterDirector(new SiloDirectory(new Said(said.ToDictionary(each => each.Silo, each => each.accelerator))));

        var filtered = director.Filter(new AcceleratorFilter(), default, said.Select(each => each.Silo));

        string.Join(' ', filtered.Select(silo => silo.Endpoint.Port)).Should().Be(left);
    }

    /// <summary>What silos said. Only Orleans itself can write metadata.</summary>
    internal sealed class Said(Dictionary<SiloAddress, string> accelerators) : ISiloMetadataCache
    {
        public SiloMetadata GetSiloMetadata(SiloAddress siloAddress)
        {
            var metadata = new SiloMetadata();
            if (accelerators[siloAddress] is not "unsaid" and var accelerator)
            {
                var all = ImmutableDictionary<string, string>.Empty.Add(SiloDirectory.AcceleratorKey, accelerator);
                typeof(SiloMetadata).GetProperty(nameof(SiloMetadata.Metadata), BindingFlags.Public | BindingFlags.Instance)!.SetValue(metadata, all);
            }

            return metadata;
        }
    }
}
