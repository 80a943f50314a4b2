using Microsoft.Extensions.Options;
using PathoChain.Api.Hosting;

namespace PathoChain.Api.Tests;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080", false)]
    [InlineData("http://localhost:5080;http://[::1]:5080", false)]
    [InlineData("http://unix:/run/pathochain.sock", false)]
    [InlineData("http://127.0.0.1:5080;http://10.0.0.7:5080", true)]
    [InlineData("http://0.0.0.0:5080", true)]
    [InlineData("http://[::]:5080", true)]
    [InlineData("http://*:5080", true)]
    [InlineData("", false)]
    public void Addresses_other_than_loopback_are_reached_from_elsewhere(string urls, bool reached) =>
        ListenAddresses.AreReachedFromElsewhere("Urls", urls).Should().Be(reached);

    [Theory]
    [InlineData("nope", "give an address to listen on")]
    [InlineData("http://127.0.0.1:99999999999", "give the IP address")]
    [InlineData("http://pathology.example:5080", "give the IP address")]
    public void Any_other_host_is_refused_as_Kestrel_would_take_it_for_every_interface(string url, string fix)
    {
        var error = Record.Exception(() => ListenAddresses.AreReachedFromElsewhere("Urls", $"http://127.0.0.1:5080;{url}"));

        StartupErrors.Explain(error!).Should().Contain($"Urls is '{url}'").And.Contain(fix).And.NotContain("\n");
        error.Should().BeOfType<OptionsValidationException>();
    }
}
